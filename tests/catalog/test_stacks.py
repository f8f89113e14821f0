"""Files of one stem."""

from tests.catalog.conftest import add_photo


def _pair(catalog, root_id):
    raw = add_photo(catalog, root_id, b"f/a.nef")
    jpeg = add_photo(catalog, root_id, b"f/a.jpg")
    members = [catalog.locations.of_photo(item)[0].location_id for item in (jpeg, raw)]
    stack_id = catalog.stacks.put(root_id, b"f/a", members, [b"f/a.xmp"])
    return raw, jpeg, members, stack_id


def test_put_shows_the_leader_only(catalog, root_id):
    raw, jpeg, members, stack_id = _pair(catalog, root_id)
    assert catalog.photos.ids().tolist() == [jpeg]
    stack = catalog.stacks.of_location(members[1])
    assert (stack.leader, stack.members, stack.sidecars) == (
        members[0], tuple(members), (b"f/a.xmp",),
    )  # fmt: skip
    assert catalog.stacks.companions(raw) == [jpeg]
    assert catalog.stacks.of_photo(jpeg) == catalog.stacks.of_root(root_id) == [stack]
    assert stack.stack_id == stack_id


def test_put_again_changes_leader_and_frees_members(catalog, root_id):
    raw, jpeg, members, stack_id = _pair(catalog, root_id)
    assert catalog.stacks.put(root_id, b"f/a", members[::-1]) == stack_id
    assert catalog.photos.ids().tolist() == [raw]
    catalog.stacks.put(root_id, b"f/a", members[:1])
    assert sorted(catalog.photos.ids().tolist()) == sorted([raw, jpeg])


def test_remove_shows_every_member_again(catalog, root_id):
    raw, jpeg, _, stack_id = _pair(catalog, root_id)
    catalog.stacks.remove([stack_id])
    assert sorted(catalog.photos.ids().tolist()) == sorted([raw, jpeg])


def test_copy_elsewhere_of_a_hidden_member_is_shown(catalog, root_id):
    raw, jpeg, *_ = _pair(catalog, root_id)
    add_photo(catalog, root_id, b"g/copy.nef", b"f/a.nef")
    assert sorted(catalog.photos.ids().tolist()) == sorted([raw, jpeg])


def test_prune_removes_stacks_without_members(catalog, root_id):
    *_, members, _ = _pair(catalog, root_id)
    catalog.locations.remove(members)
    assert catalog.stacks.prune() == 1
