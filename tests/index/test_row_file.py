import numpy as np
import pytest

from photosearch.index.row_file import RowFile, RowFileInfo, RowsDamaged, prune_rows, write_rows

TYPE = np.dtype([("id", "<i8"), ("value", "<f4", (3,))])


def _rows(ids):
    rows = np.zeros(len(ids), TYPE)
    rows["id"] = ids
    rows["value"] = np.asarray(ids)[:, None] * [1.0, 0.5, -1.0]
    return rows


def test_rows_come_back_by_id(tmp_path):
    info = write_rows(tmp_path, [_rows([2, 5]), _rows([9])])
    file = RowFile(tmp_path, info, TYPE)
    assert file.ids.tolist() == [2, 5, 9]
    assert file.find(np.array([9, 3, 2, 100, -1])).tolist() == [2, -1, 0, -1, -1]
    assert file.take(np.array([2, 0]))["value"][:, 1].tolist() == [4.5, 1.0]


@pytest.mark.parametrize("at", [0, 7, 19, 39])
def test_one_flipped_bit_is_noticed(tmp_path, at):
    info = write_rows(tmp_path, [_rows([1, 2])])
    path = tmp_path / info.file_name
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)
    with pytest.raises(RowsDamaged, match="checksum"):
        RowFile(tmp_path, info, TYPE)


def test_a_missing_short_or_empty_file_is_noticed(tmp_path):
    info = write_rows(tmp_path, [_rows([1, 2])])
    (tmp_path / info.file_name).write_bytes(b"short")
    with pytest.raises(RowsDamaged, match="size"):
        RowFile(tmp_path, info, TYPE)
    with pytest.raises(RowsDamaged):
        RowFile(tmp_path, RowFileInfo("rows-none", "", 1), TYPE)
    with pytest.raises(RowsDamaged):
        RowFile(tmp_path, write_rows(tmp_path, []), TYPE)


def test_a_write_that_fails_leaves_nothing(tmp_path):
    def blocks():
        yield _rows([1])
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        write_rows(tmp_path, blocks())
    assert not list(tmp_path.iterdir())


def test_prune_keeps_the_named_file_and_whatever_is_not_ours(tmp_path):
    kept, gone = write_rows(tmp_path, [_rows([1])]), write_rows(tmp_path, [_rows([1])])
    (tmp_path / ".rows-half.tmp").touch()
    (tmp_path / "vectors-1").touch()
    prune_rows(tmp_path, kept.file_name)
    assert {path.name for path in tmp_path.iterdir()} == {kept.file_name, "vectors-1"}
    assert gone.file_name != kept.file_name
