"""Deep metric learning with torch: where every method of the field is, and what serves which use.

Packages, and who may import whom (left may import right)
----------------------------------------------------------
``lab → training | evaluation → samplers → data`` and ``training → models | losses``

| what the field names | where |
|---|---|
| distances: cosine, Euclidean, Manhattan | ``distances`` |
| the same for search | ``photosearch.metric.distance`` |
| labelled groups | ``photosearch.services.groups`` |
| pairs, triplets and quadruplets, said by a person | ``photosearch.services.constraints`` |
| without labels: centring and PCA of one's own photos | ``photosearch.metric.level0`` |
| without labels: augmentation pairs | ``samplers.augmentation_pairs``, ``data.augmentation`` |
| class → indices, near-duplicates | ``data.class_table``, ``data.near_duplicates`` |
| splits without leakage | ``data.splitting`` |
| any folder with a sub-folder per class | ``data.image_folder`` |
| torchvision's data sets; CIFAR-10 | ``data.torchvision_dataset``; ``data.cifar10`` |
| anchor–positive pairs, one (or more) of each class | ``samplers.anchor_positive`` |
| P×Q sampling | ``samplers.p_by_q`` |
| pair, triplet and quadruplet lists | ``samplers.tuple_lists``, ``losses.tuples`` |
| small convolutional encoder 32-64-128 | ``models.small_encoder`` |
| EfficientNet-Lite0, any of its last blocks unfrozen | ``models.lite0`` |
| anchor–positive temperature softmax | ``losses.anchor_positive`` |
| NT-Xent; SupCon | ``losses.nt_xent``; ``losses.supcon`` |
| temperature softmax of pairs, triplets, quadruplets | ``losses.tuple_softmax`` |
| siamese (contrastive) | ``losses.contrastive`` |
| triplet; quadruplet | ``losses.triplet``; ``losses.quadruplet`` |
| miners: all, semi-hard, hard | ``miners`` |
| N-pair; lifted structure | ``losses.n_pair``; ``losses.lifted_structure`` |
| ranked list; multi-similarity | ``losses.ranked_list``; ``losses.multi_similarity`` |
| Proxy-NCA; Proxy-Anchor | ``losses.proxy_nca``; ``losses.proxy_anchor`` |
| KISSME, within-group whitening (RCA) | ``closed_form.kissme``, ``closed_form.whitening`` |
| epochs, schedule, early stop, resume | ``training.trainer``, ``training.checkpoint`` |
| collapse | ``training.collapse`` |
| child process, cancel | ``training.training_process`` |
| Recall@1, R-precision, MAP@R | ``evaluation.retrieval`` |
| µAP of copies | ``evaluation.copies`` |
| k-means, DBSCAN, HDBSCAN, agglomerative; AMI, BCubed | ``evaluation.clustering`` |
| kNN, nearest mean, linear SVM, naive Bayes, decision tree | ``evaluation.classifiers`` |
| verification: TAR at FAR, EER | ``evaluation.verification`` |
| identification (an open set), one- and few-shot | ``evaluation.open_set`` |
| anomaly detection (outliers) | ``evaluation.outliers`` |
| intra- and inter-class distances, kNN overlap | ``evaluation.spread``, ``evaluation.overlap`` |
| linear evaluation, frozen | ``evaluation.linear`` |
| linear evaluation, unfrozen; end to end | ``lab.experiments.linear_eval`` |
| intervals: bootstrap over queries, mean ± sd over seeds | ``evaluation.intervals`` |
| similarity log | ``lab.similarity_log`` |
| embedding-size ablation | ``lab.experiments.ablate_size`` |
| temperature ablation | ``lab.experiments.ablate_temperature`` |
| every loss on the same features | ``lab.experiments.compare_losses`` |
| what the theory claims | ``lab.experiments.claims`` |
| a trained encoder for the program | ``exporting``, ``photosearch.services.encoders`` (in use) |

Which classifier serves which use
---------------------------------
kNN and nearest mean name photos (identification, few-shot groups: a new class needs no training);
a linear SVM sharpens a search from marked examples; k-means, DBSCAN and HDBSCAN are measured here,
albums use Leiden communities on the neighbour graph instead. Naive Bayes and decision trees only
tell how good an embedding is; nothing in the window uses them.

Background tuning imports ``training``, ``models``, ``samplers`` and the losses that are ours: torch
and safetensors, nothing else. The lab's libraries (torchvision, pytorch-metric-learning,
scikit-learn, matplotlib) are imported inside functions of the modules that need them.
"""
