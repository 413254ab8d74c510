import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout


class TestPackage(ConanFile):
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeDeps"

    def requirements(self):
        self.requires(self.tested_reference_str)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["WITH_CAPI"] = bool(self.dependencies["integration-gallery"].options.capi)
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def test(self):
        if can_run(self):
            for host in ("host", "host_c"):
                program = os.path.join(self.cpp.build.bindir, host)
                if os.path.exists(program):
                    folder = os.path.join(self.build_folder, "data-" + host)
                    os.makedirs(folder, exist_ok=True)
                    self.run(f'"{program}" "{folder}"', env="conanrun", quiet=True)
