"""The tables of version 1.

What lies in this file is the truth unless its comment says "derived": derived rows can be computed
again from the photos and the rest.

Three decisions shape it:

- A location is never stored as offline: a drive that goes away is one row of ``root``, so a million
  photos go offline, and come back, in one step that can't be half done.
- ``tile`` holds one narrow row for each photo that is shown, with what the grid sorts and filters
  by, and covering indexes. Triggers keep it, so no caller can forget to.
- ``change`` numbers the photos whose place in a vector index may have changed; a snapshot of an
  index remembers the number up to which it is true. A photo has one row at most, its latest.

Ids are never reused (AUTOINCREMENT): what a person said about photo 7 must not fall to another.
Paths are BLOBs of ``os.fsencode`` with ``/`` between their parts.
"""

from __future__ import annotations

APPLICATION_ID = 0x70686F73  # "phos": tells `file` and us whose database this is

_BASE = """
CREATE TABLE fact (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL               -- JSON
) WITHOUT ROWID;

CREATE TABLE root (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path BLOB NOT NULL UNIQUE,        -- where it was found last
  role TEXT NOT NULL CHECK (role IN ('photos', 'reference', 'backup')),
  volume_kind TEXT NOT NULL CHECK (volume_kind IN ('uuid', 'share', 'label', 'none')),
  volume_identifier TEXT NOT NULL,
  volume_label TEXT NOT NULL,
  path_in_volume BLOB NOT NULL,
  excludes TEXT NOT NULL,           -- JSON list of patterns
  state TEXT NOT NULL CHECK (state IN ('online', 'offline')),
  label TEXT NOT NULL,
  added_at REAL NOT NULL,
  scanned_at REAL
);

CREATE TABLE photo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  image_key BLOB NOT NULL UNIQUE CHECK (length(image_key) = 32),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  replaces INTEGER REFERENCES photo (id) ON DELETE SET NULL,
  added_at REAL NOT NULL
);
CREATE INDEX photo_replaces ON photo (replaces) WHERE replaces IS NOT NULL;

-- Apart from photo, so that walking a million photos does not read a gigabyte of pixels.
CREATE TABLE signature (
  photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
  perceptual_hashes BLOB NOT NULL,  -- 8 x uint64 little-endian
  grey BLOB NOT NULL                -- 32 x 32 uint8
);

CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  orientation INTEGER NOT NULL,
  taken_at REAL,                    -- local wall clock as if it were UTC
  taken_offset_s INTEGER,
  camera TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  UNIQUE (id, photo_id)
);
CREATE INDEX file_photo ON file (photo_id);

CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  path BLOB NOT NULL,               -- within the root; empty for the root itself
  sort_key BLOB NOT NULL,
  UNIQUE (root_id, path)
);
CREATE UNIQUE INDEX folder_order ON folder (root_id, sort_key, path);

CREATE TABLE stack (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  stem BLOB NOT NULL,               -- path within the root without its extension
  UNIQUE (root_id, stem)
);
CREATE TABLE sidecar (
  stack_id INTEGER NOT NULL REFERENCES stack (id) ON DELETE CASCADE,
  relative_path BLOB NOT NULL,
  PRIMARY KEY (stack_id, relative_path)
) WITHOUT ROWID;

CREATE TABLE location (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  name BLOB NOT NULL,
  name_key BLOB NOT NULL,
  file_id INTEGER,                  -- NULL until it was read
  photo_id INTEGER,                 -- that of the file; the foreign key keeps the two together
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  device INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'missing', 'trashed')),
  stack_id INTEGER REFERENCES stack (id) ON DELETE SET NULL,
  leads INTEGER NOT NULL DEFAULT 1, -- 0: shown through the leader of its stack
  UNIQUE (folder_id, name),
  FOREIGN KEY (file_id, photo_id) REFERENCES file (id, photo_id)
    ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX location_photo ON location (photo_id, id);
CREATE INDEX location_file ON location (file_id, photo_id);
CREATE INDEX location_stack ON location (stack_id) WHERE stack_id IS NOT NULL;
CREATE INDEX location_root ON location (root_id, state);
CREATE INDEX location_filter ON location (folder_id, state, photo_id);

CREATE TABLE region (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  UNIQUE (photo_id, x, y, width, height)
);

CREATE TABLE encoder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  dim INTEGER NOT NULL,
  added_at REAL NOT NULL
);

-- Not WITHOUT ROWID: rows of 1.3 KB would spill to overflow pages there.
CREATE TABLE feature (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  region_id INTEGER NOT NULL DEFAULT 0,  -- 0: the whole photo
  encoder_id INTEGER NOT NULL REFERENCES encoder (id) ON DELETE CASCADE,
  scale REAL NOT NULL,
  crc INTEGER NOT NULL,
  codes BLOB NOT NULL,
  UNIQUE (encoder_id, region_id, photo_id)
);
CREATE INDEX feature_photo ON feature (photo_id);

CREATE TABLE metric (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  encoder_id INTEGER NOT NULL REFERENCES encoder (id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  dim INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  n_photos INTEGER NOT NULL,        -- that it was fitted on
  created_at REAL NOT NULL,
  active INTEGER,                   -- 1 or NULL
  name TEXT NOT NULL DEFAULT '',    -- given by a person
  card TEXT NOT NULL DEFAULT '{}',  -- JSON: how it came to be and how it was judged
  stamp INTEGER NOT NULL DEFAULT 0  -- counts the changes of its neighbours
);
CREATE UNIQUE INDEX metric_active ON metric (active) WHERE active = 1;
CREATE INDEX metric_encoder ON metric (encoder_id);

-- Derived.
CREATE TABLE neighbour (
  id INTEGER PRIMARY KEY,
  metric_id INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  scale REAL NOT NULL,
  reach REAL NOT NULL,              -- how near a new photo must be to change this row
  crc INTEGER NOT NULL,
  k INTEGER NOT NULL,
  lists BLOB NOT NULL,              -- k x int64 ids, k x float32 similarities, k x float32 scores
  vector BLOB NOT NULL,             -- the photo's own, int8, up to its length
  UNIQUE (metric_id, photo_id)
);
CREATE INDEX neighbour_photo ON neighbour (photo_id);

-- Derived.
CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  metric_id INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  size INTEGER NOT NULL,
  count INTEGER NOT NULL,
  dim INTEGER NOT NULL,
  distance TEXT NOT NULL,
  parameters TEXT NOT NULL,         -- JSON
  revision INTEGER NOT NULL,
  created_at REAL NOT NULL,
  UNIQUE (metric_id, generation)
);

CREATE TABLE failure (
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  relative_path BLOB NOT NULL,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  failed_at REAL NOT NULL,
  PRIMARY KEY (root_id, relative_path)
) WITHOUT ROWID;

CREATE TABLE ignored (
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  relative_path BLOB NOT NULL,
  PRIMARY KEY (root_id, kind, relative_path)
) WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at REAL NOT NULL,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  change TEXT NOT NULL,             -- JSON
  inverse TEXT NOT NULL,            -- JSON
  undone_at REAL
);
CREATE INDEX journal_open ON journal (id) WHERE undone_at IS NULL;

-- What a person calls alike.
CREATE TABLE photo_group (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,    -- the name without case
  created_at REAL NOT NULL
);
CREATE TABLE label (
  group_id INTEGER NOT NULL REFERENCES photo_group (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, photo_id)
) WITHOUT ROWID;
CREATE INDEX label_photo ON label (photo_id, group_id);

-- What a person said of pairs. The two of a pair have no order: the lower id comes first. "closer":
-- the first pair is more alike than the second one.
CREATE TABLE photo_constraint (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('same', 'different', 'closer')),
  source TEXT NOT NULL CHECK (source IN ('said', 'rejected-result', 'rejected-duplicate')),
  said_at REAL NOT NULL,
  first_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  second_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  third_id INTEGER REFERENCES photo (id) ON DELETE CASCADE,
  fourth_id INTEGER REFERENCES photo (id) ON DELETE CASCADE,
  CHECK (first_id < second_id),
  CHECK ((kind = 'closer') = (third_id IS NOT NULL)),
  CHECK ((third_id IS NULL) = (fourth_id IS NULL) AND coalesce(third_id < fourth_id, 1)),
  CHECK (third_id IS NOT first_id OR fourth_id IS NOT second_id)
);
CREATE UNIQUE INDEX constraint_pair ON photo_constraint (first_id, second_id, kind)
  WHERE third_id IS NULL;
CREATE UNIQUE INDEX constraint_pairs ON photo_constraint (first_id, second_id, third_id, fourth_id)
  WHERE third_id IS NOT NULL;
CREATE INDEX constraint_first ON photo_constraint (first_id);
CREATE INDEX constraint_second ON photo_constraint (second_id);
CREATE INDEX constraint_third ON photo_constraint (third_id) WHERE third_id IS NOT NULL;
CREATE INDEX constraint_fourth ON photo_constraint (fourth_id) WHERE fourth_id IS NOT NULL;

-- Derived: one row a photo that is shown.
CREATE TABLE tile (
  photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
  location_id INTEGER NOT NULL,
  folder_id INTEGER NOT NULL,
  name_key BLOB NOT NULL,
  taken_at REAL NOT NULL            -- of the file, else its modification time as local wall clock
);
CREATE INDEX tile_date ON tile (taken_at, photo_id);
CREATE INDEX tile_name ON tile (name_key, photo_id);
CREATE INDEX tile_folder ON tile (folder_id, name_key, photo_id);

CREATE TABLE change (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  photo_id INTEGER NOT NULL UNIQUE  -- no foreign key: it outlives the photo
);
"""

TILE_OF = """
  SELECT l.photo_id, l.id AS location_id, l.folder_id, l.name_key,
         coalesce(f.taken_at,
                  CAST(strftime('%s', l.mtime_ns / 1000000000, 'unixepoch', 'localtime') AS REAL),
                  0.0) AS taken_at
  FROM location l JOIN file f ON f.id = l.file_id
  WHERE l.state = 'online' AND l.leads = 1
"""


def _tile_update(photo: str) -> str:
    return f"""
  DELETE FROM tile WHERE photo_id = {photo} AND NOT EXISTS (
    SELECT 1 FROM location WHERE photo_id = {photo} AND state = 'online' AND leads = 1);
  INSERT INTO tile (photo_id, location_id, folder_id, name_key, taken_at)
  {TILE_OF} AND l.photo_id = {photo} ORDER BY l.id LIMIT 1
  ON CONFLICT (photo_id) DO UPDATE SET location_id = excluded.location_id,
    folder_id = excluded.folder_id, name_key = excluded.name_key, taken_at = excluded.taken_at;
"""


def _touch(photo: str) -> str:
    # Not INSERT OR REPLACE: in a trigger the conflict clause of the outer statement wins.
    return f"""DELETE FROM change WHERE photo_id = {photo};
  INSERT INTO change (photo_id) VALUES ({photo});"""


_TRIGGERS = f"""
CREATE TRIGGER location_added AFTER INSERT ON location WHEN NEW.photo_id IS NOT NULL BEGIN
  {_tile_update("NEW.photo_id")}
END;
CREATE TRIGGER location_left AFTER UPDATE OF photo_id ON location
WHEN OLD.photo_id IS NOT NULL AND OLD.photo_id IS NOT NEW.photo_id BEGIN
  {_tile_update("OLD.photo_id")}
END;
CREATE TRIGGER location_changed
AFTER UPDATE OF photo_id, folder_id, name, mtime_ns, state, leads ON location
WHEN NEW.photo_id IS NOT NULL BEGIN
  {_tile_update("NEW.photo_id")}
END;
CREATE TRIGGER location_removed AFTER DELETE ON location BEGIN
  {_tile_update("OLD.photo_id")}
  DELETE FROM folder WHERE id = OLD.folder_id
    AND NOT EXISTS (SELECT 1 FROM location WHERE folder_id = OLD.folder_id);
END;
CREATE TRIGGER location_moved AFTER UPDATE OF folder_id ON location
WHEN OLD.folder_id <> NEW.folder_id BEGIN
  DELETE FROM folder WHERE id = OLD.folder_id
    AND NOT EXISTS (SELECT 1 FROM location WHERE folder_id = OLD.folder_id);
END;
CREATE TRIGGER file_dated AFTER UPDATE OF taken_at ON file BEGIN
  {_tile_update("NEW.photo_id")}
END;
CREATE TRIGGER stack_removed BEFORE DELETE ON stack BEGIN
  UPDATE location SET stack_id = NULL, leads = 1 WHERE stack_id = OLD.id;
END;
CREATE TRIGGER region_removed AFTER DELETE ON region BEGIN
  DELETE FROM feature WHERE photo_id = OLD.photo_id AND region_id = OLD.id;
END;
CREATE TRIGGER neighbour_removed AFTER DELETE ON neighbour BEGIN
  UPDATE metric SET stamp = stamp + 1 WHERE id = OLD.metric_id;
END;
CREATE TRIGGER tile_shown AFTER INSERT ON tile BEGIN
  {_touch("NEW.photo_id")}
END;
CREATE TRIGGER tile_gone AFTER DELETE ON tile BEGIN
  {_touch("OLD.photo_id")}
END;
CREATE TRIGGER feature_added AFTER INSERT ON feature WHEN NEW.region_id = 0 BEGIN
  {_touch("NEW.photo_id")}
END;
CREATE TRIGGER feature_changed AFTER UPDATE OF crc, codes ON feature WHEN NEW.region_id = 0 BEGIN
  {_touch("NEW.photo_id")}
END;
CREATE TRIGGER feature_removed AFTER DELETE ON feature WHEN OLD.region_id = 0 BEGIN
  {_touch("OLD.photo_id")}
END;
"""

SCHEMA_1 = _BASE + _TRIGGERS
