"""Stands in for the index's boost: its names, and this system's library."""

from conan import ConanFile


class Boost(ConanFile):
    name = "boost"
    version = "1.81.0"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "Boost")
        json = self.cpp_info.components["json"]
        json.set_property("cmake_target_name", "Boost::json")
        json.system_libs = ["boost_json", "boost_container"]
        json.defines = ["BOOST_CONTAINER_DYN_LINK", "BOOST_CONTAINER_NO_LIB", "BOOST_JSON_DYN_LINK", "BOOST_JSON_NO_LIB"]
        json.includedirs, json.libdirs = [], []
