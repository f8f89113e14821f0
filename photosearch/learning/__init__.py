"""Deep metric learning with torch: where every method of the field is, and what serves which use.

Packages, and who may import whom (left may import right)
----------------------------------------------------------
``lab → training | evaluation → samplers → data`` and ``training → models | losses``

| what the field names | where |
|---|---|
| distances: cosine, Euclidean, Manhattan | ``distances``; for search ``photosearch.metric`` |
| class → indices, near-duplicates, splits without leakage | ``data`` (class_table, …) |
| augmentation | ``data.augmentation`` |
| anchor–positive pairs, one (or more) of each class | ``samplers.anchor_positive`` |
| P×Q sampling | ``samplers.p_by_q`` |
| pair, triplet and quadruplet lists | ``samplers.tuple_lists``, ``losses.tuples`` |
| augmentation pairs, without labels | ``samplers.augmentation_pairs`` |
| small convolutional encoder 32-64-128 | ``models.small_encoder`` |
| EfficientNet-Lite0, any of its last blocks unfrozen | ``models.lite0`` |
| anchor–positive softmax, NT-Xent, SupCon | ``losses.anchor_positive``, ``nt_xent``, ``supcon`` |
| siamese (contrastive), triplet, quadruplet | ``losses.contrastive``, ``triplet``, ``quadruplet`` |
| miners: all, semi-hard, hard | ``miners`` |
| N-pair, lifted structure, ranked list | ``losses.n_pair``, ``lifted_structure``, ``ranked_list`` |
| Proxy-NCA, Proxy-Anchor, multi-similarity | ``losses.proxy_nca``, ``proxy_anchor``, … |
| KISSME, within-group whitening (RCA) | ``closed_form`` |
| epochs, schedule, early stop, resume, collapse, child process | ``training`` |
| Recall@1, R-precision, MAP@R | ``evaluation.retrieval`` |
| AMI, BCubed; k-means, DBSCAN, HDBSCAN, agglomerative | ``evaluation.clustering`` |
| kNN, nearest mean, linear SVM, naive Bayes, decision tree | ``evaluation.classifiers`` |
| verification: TAR at FAR, EER | ``evaluation.verification`` |
| open-set identification, few-shot | ``evaluation.open_set`` |
| outliers | ``evaluation.outliers`` |
| intra/inter-class distances, kNN overlap | ``evaluation.spread``, ``evaluation.overlap`` |
| linear evaluation, frozen; unfrozen and end to end | ``evaluation.linear``; ``lab.classifier`` |
| intervals: bootstrap over queries, mean ± sd over seeds | ``evaluation.intervals`` |
| similarity log | ``lab.similarity_log`` |
| embedding-size and temperature ablations, losses compared | ``lab.experiments`` |
| what the theory claims | ``lab.claims`` |

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
