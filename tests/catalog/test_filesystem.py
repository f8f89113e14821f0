"""Network file systems are told from local ones."""

import pytest

from photosearch.catalog.filesystem import file_system_of, is_network_type, refuse_network

_MOUNTS = rb"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//nas/photos /mnt/my\040photos cifs rw 0 0
/dev/sdb1 /home/anna/local ext4 rw 0 0
tmpfs /home tmpfs rw 0 0
x
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (b"/var/lib", b"ext4"),
        (b"/mnt/my photos/lib", b"cifs"),
        (b"/home/anna/local/x", b"ext4"),
        (b"/homework", b"ext4"),
        (b"/home", b"tmpfs"),
    ],
)
def test_file_system_of_takes_the_topmost_deepest_mount(path, kind):
    assert file_system_of(path, _MOUNTS) == kind


@pytest.mark.parametrize("kind", [b"nfs4", b"cifs", b"smb3", b"fuse.sshfs", b"fuse.gvfsd-fuse"])
def test_is_network_type_known_ones(kind):
    assert is_network_type(kind)


@pytest.mark.parametrize("kind", [b"ext4", b"fuseblk", b"fuse.ntfs-3g", b"overlay", b""])
def test_is_network_type_local_ones(kind):
    assert not is_network_type(kind)


def test_refuse_network_local_folder_passes(tmp_path):
    refuse_network(tmp_path / "not" / "yet")
