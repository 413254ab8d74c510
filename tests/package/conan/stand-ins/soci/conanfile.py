"""Stands in for the index's soci: its names (other ones when it is static), and this system's library."""

from conan import ConanFile


class Soci(ConanFile):
    name = "soci"
    version = "4.0.3"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {name: [True, False] for name in ("shared", "fPIC", "with_sqlite3", "with_postgresql", "with_mysql")}
    default_options = {"shared": False, "fPIC": True, "with_sqlite3": False, "with_postgresql": False, "with_mysql": False}

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "SOCI")
        suffix = "" if self.options.shared else "_static"
        parts = {"core": ["soci_core", "dl"]}
        for engine, client in (("sqlite3", "sqlite3"), ("postgresql", "pq"), ("mysql", "mariadb")):
            if self.options.get_safe(f"with_{engine}"):
                parts[engine] = [f"soci_{engine}", client]
        for part, libraries in parts.items():
            component = self.cpp_info.components[f"soci_{part}"]
            component.set_property("cmake_target_name", f"SOCI::soci_{part}{suffix}")
            component.system_libs = libraries
            component.includedirs, component.libdirs = [], []
            if part != "core":
                component.requires = ["soci_core"]
