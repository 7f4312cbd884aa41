// Read by TensorFlow when it is loaded, so this file is imported first.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
process.env.TF_NUM_INTRAOP_THREADS = "1";
process.env.TF_NUM_INTEROP_THREADS = "1";
process.env.OMP_NUM_THREADS = "1";
