"""Pictures and voices that hang on words: what is taken, how it is measured and drawn anew, where it lies sealed.

`webm`, `mp4`, `sounds` and `pictures` are pure; `accepting` turns a form's files into `Enclosed`; `store` is the disk.
"""
