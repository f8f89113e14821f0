GEOMETRY = "squash-224-bicubic"
