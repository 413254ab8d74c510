"""Stands in for the index's re2: its names, and this system's library."""

from conan import ConanFile


class Re2(ConanFile):
    name = "re2"
    version = "20220601"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "re2")
        self.cpp_info.set_property("cmake_target_name", "re2::re2")
        self.cpp_info.system_libs = ["re2"]
        self.cpp_info.includedirs, self.cpp_info.libdirs = [], []
