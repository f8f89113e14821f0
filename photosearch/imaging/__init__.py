"""From a file's bytes to pixels, thumbnail, hashes and EXIF; supervised workers."""
