export const tensorflowVersion = "2.21.0";

/**
 * The wheels that contain TensorFlow's C library, by platform. Always the one for CPython 3.11: only
 * its libraries and headers are used, so one checksum is enough.
 */
const pins = {
  "linux-x64": {
    package: "tensorflow-cpu",
    platform: "manylinux_2_27_x86_64",
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
    megabytes: 274,
  },
  "linux-arm64": {
    package: "tensorflow",
    platform: "manylinux_2_27_aarch64",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
    megabytes: 290,
  },
  "darwin-arm64": {
    package: "tensorflow",
    platform: "macosx_12_0_arm64",
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
    megabytes: 290,
  },
};

export const wheelFor = (platform = process.platform, arch = process.arch) =>
  pins[`${platform}-${arch}`];

/** The names that tfjs-node and its compiler flags look for, and the libraries they link to. */
export const linkNames = (platform = process.platform) =>
  platform === "darwin"
    ? {
        "libtensorflow.dylib": "libtensorflow_cc.2.dylib",
        "libtensorflow.2.dylib": "libtensorflow_cc.2.dylib",
        "libtensorflow_cc.2.dylib": "libtensorflow_cc.2.dylib",
        "libtensorflow_framework.dylib": "libtensorflow_framework.2.dylib",
        "libtensorflow_framework.2.dylib": "libtensorflow_framework.2.dylib",
      }
    : {
        "libtensorflow.so.2.9.1": "libtensorflow_cc.so.2",
        "libtensorflow.so": "libtensorflow_cc.so.2",
        "libtensorflow_cc.so.2": "libtensorflow_cc.so.2",
        "libtensorflow_framework.so": "libtensorflow_framework.so.2",
        "libtensorflow_framework.so.2": "libtensorflow_framework.so.2",
      };
