"""How good an embedding is: exact search, the query left out by its id, never by its place.

- ``retrieval``     Recall@1, R-precision and **MAP@R**, the primary number, per query
- ``intervals``     bootstrap over queries, paired differences; mean and deviation over seeds
- ``ranking``, ``pairwise``  exact neighbours under cosine, Euclidean or Manhattan, blockwise
- ``overlap``       shared nearest neighbours of two metrics
- ``pairs``         distances within and between classes, for ``spread`` (compact? far apart?) and
  ``verification`` (same or not: TAR at FAR, EER)
- ``open_set``      which class, or unknown; ``outliers``, who does not belong; ``copies``, µAP
- ``clustering``    AMI and BCubed without self of k-means, linkage, DBSCAN and HDBSCAN
- ``classifiers``   kNN, nearest mean, linear SVM, naive Bayes, decision tree on frozen embeddings
- ``linear``        linear evaluation on frozen features
- ``report``        all of it in one ``EvaluationReport``

scikit-learn is imported inside functions, by ``clustering``, ``classifiers`` and ``linear`` alone.
"""
