"""Stands in for the index's botan: its names, and this system's library."""

from conan import ConanFile


class Botan(ConanFile):
    name = "botan"
    version = "2.19.3"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "botan")
        self.cpp_info.set_property("cmake_target_name", "botan::botan")
        self.cpp_info.system_libs = ["botan-2"]
        self.cpp_info.includedirs, self.cpp_info.libdirs = ["/usr/include/botan-2"], []
