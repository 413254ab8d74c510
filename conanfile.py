"""Conan 2 recipe: `conan create .` builds, packages and tries the library (cmake/package/README.md)."""

import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd, stdcpp_library
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2.1"
ENGINES = ("sqlite3", "postgresql", "mysql")


class IntegrationGallery(ConanFile):
    name = "integration-gallery"
    description = "Embeddable catalog, settings and sealed credentials of third-party integrations"
    license = "BSL-1.0"
    topics = ("integrations", "settings", "credentials", "embeddable")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "capi": [True, False], "page": [True, False],
               **{engine: [True, False] for engine in ENGINES}}
    default_options = {"shared": False, "fPIC": True, "capi": True, "page": True,
                       "sqlite3": True, "postgresql": False, "mysql": False}
    implements = ["auto_shared_fpic"]
    exports = "CMakeLists.txt"
    exports_sources = "CMakeLists.txt", "LICENSE", "README.md", "CHANGELOG.md", "cmake/*", "include/*", "lib/*", "capi/*"
    test_package_folder = "tests/package/conan/test_package"

    def set_version(self):
        self.version = re.search(r"project\(IntegrationGallery VERSION (\S+)",
                                 load(self, os.path.join(self.recipe_folder, "CMakeLists.txt"))).group(1)

    def engines(self):
        return [engine for engine in ENGINES if self.options.get_safe(engine)]

    def configure(self):
        for engine in self.engines():
            setattr(self.options["soci"], f"with_{engine}", True)

    def layout(self):
        cmake_layout(self, src_folder=".")

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("botan/[>=2.19 <4]")
        self.requires("soci/[>=4.0.3 <5]")
        self.requires("re2/[>=20220601]")

    def validate(self):
        check_min_cppstd(self, 20)
        if self.settings.os == "Windows":
            raise ConanInvalidConfiguration("integration-gallery is for POSIX systems")
        if not self.engines():
            raise ConanInvalidConfiguration(f"one database engine is needed at least: {', '.join(ENGINES)}")
        for engine in self.engines():
            if not self.dependencies["soci"].options.get_safe(f"with_{engine}"):
                raise ConanInvalidConfiguration(f"{engine} needs soci/*:with_{engine}=True")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["INTEGRATION_GALLERY_BACKENDS"] = ";".join(self.engines())
        toolchain.cache_variables["INTEGRATION_GALLERY_CAPI"] = bool(self.options.capi)
        toolchain.cache_variables["INTEGRATION_GALLERY_PAGE"] = bool(self.options.page)
        for part in ("TESTS", "EXAMPLES", "COMMAND", "WERROR"):
            toolchain.cache_variables[f"INTEGRATION_GALLERY_{part}"] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        for folder in (("lib", "cmake"), ("lib", "pkgconfig"), ("share",)):
            rmdir(self, os.path.join(self.package_folder, *folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "IntegrationGallery")
        needs = ["boost::json", "botan::botan", "soci::soci", "re2::re2"]
        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "IntegrationGallery::core")
        core.libs = ["integration_gallery"]
        core.requires = needs
        if self.settings.os in ("Linux", "FreeBSD"):
            core.system_libs = ["pthread", "dl", "m"]
        if self.options.capi:
            capi = self.cpp_info.components["capi"]
            capi.set_property("cmake_target_name", "IntegrationGallery::capi")
            capi.set_property("pkg_config_name", "integration-gallery")
            capi.libs = ["integration_gallery_c"]
            if not self.options.shared:
                capi.requires = ["core"]
                if stdcpp_library(self):
                    core.system_libs.append(stdcpp_library(self))
