from __future__ import annotations

from pathlib import Path

from photosearch.catalog.labels import Label
from photosearch.services.departing import depart
from photosearch.services.duplicates import find_duplicates
from photosearch.services.groups import add_photos
from photosearch.services.reviewing import Departure, Intentions
from photosearch.services.undoing import undo
from tests.services.photo_folders import index, write_photo, writing


def test_first_undo_brings_the_file_back_and_labels_went_to_the_one_that_stays(tmp_path: Path):
    kept, gone = tmp_path / "photos" / "1.jpg", tmp_path / "photos" / "2.jpg"
    write_photo(kept, 1)
    write_photo(gone, 2)
    index(tmp_path / "library", tmp_path / "photos")
    with writing(tmp_path / "library") as library:
        places = library.catalog.locations.photos_at([bytes(kept), bytes(gone)])
        stays, goes = places[bytes(kept)], places[bytes(gone)]
        add_photos(library, "A", [goes])
        group = library.catalog.groups.all()[0].group_id
        rows = {one.photo_id: one.location_id for one in library.catalog.locations.get([1, 2])}
        report = depart(library, [Departure(rows[goes], rows[stays], (goes, stays), "edited")])
        assert report.moved == {rows[goes]}
        assert not gone.exists()
        assert Label(group, stays) in library.catalog.labels.of_photos([stays])
        assert undo(library)["kind"] == "trash"
        assert gone.exists()


def test_what_is_refused_is_told_and_stays(tmp_path: Path):
    kept, gone = tmp_path / "photos" / "1.jpg", tmp_path / "photos" / "2.jpg"
    for path in (kept, gone):
        write_photo(path, 1)
    index(tmp_path / "library", tmp_path / "photos")
    with writing(tmp_path / "library") as library:
        group = find_duplicates(library, look=False).groups[0]
        intentions = Intentions()
        intentions.toggle(group, 1)
        Path(group.members[0].path.decode()).write_bytes(b"changed meanwhile")
        report = depart(library, intentions.departures(group))
        assert report.moved == frozenset()
        assert len(report.refused) == 1
        assert gone.exists()
