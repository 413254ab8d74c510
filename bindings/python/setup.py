"""Builds the extension against the C library: the one that INTEGRATION_GALLERY_LIBRARY names (a file) is put into the wheel;
without it the installed one is used, which pkg-config finds."""

import os
import shutil

from setuptools import setup
from setuptools.command.build_ext import build_ext


class Build(build_ext):
    def run(self):
        super().run()
        library = os.environ.get("INTEGRATION_GALLERY_LIBRARY")
        if library:
            target = os.path.join(self.build_lib, "integration_gallery", "libintegration_gallery_c.so.1")
            shutil.copyfile(os.path.realpath(library), target)


setup(cffi_modules=["build_extension.py:ffi"], cmdclass={"build_ext": Build})
