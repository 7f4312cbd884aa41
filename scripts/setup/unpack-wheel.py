"""Unpacks the files of a wheel whose paths start with one of the prefixes, without their first folder."""

import os
import shutil
import sys
import zipfile

wheel, target, *prefixes = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        if entry.is_dir() or not entry.filename.startswith(tuple(prefixes)):
            continue
        path = os.path.join(target, *entry.filename.split("/")[1:])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(entry) as source, open(path, "wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
