// TensorFlow kernels for training steps, registered through TensorFlow's C API. They compute what
// standard ops compute, faster: a product that skips zeros, and Adam and the Bernoulli log mass, with
// its gradient, in one pass over memory each.
//
// A Node addon without any function: requiring it registers the kernels.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "kernel_api.h"
#include "tensorflow/c/ops.h"



#if defined(__x86_64__)
#define TFJS_JIT_HAS_AVX2 1
#endif

#define TFJS_JIT_INLINE inline __attribute__((always_inline))

namespace tfjs_jit {

// Vectors of 8 floats in GCC's and Clang's extension, which compile for every processor.
typedef float Vector __attribute__((vector_size(32), aligned(4)));
constexpr size_t kLanes = 8;
TFJS_JIT_INLINE Vector load(const float* from) { return *reinterpret_cast<const Vector*>(from); }
TFJS_JIT_INLINE void store(float* to, Vector value) { *reinterpret_cast<Vector*>(to) = value; }

/** Coefficients of an update by Adam. */
struct AdamRates {
  float learningRate;  // corrected for the bias of both means
  float beta1, beta2, epsilon;
};

namespace baseline {
#include "adam.inc"
#include "bernoulli.inc"
#include "mostly_zero_product.inc"
}  // namespace baseline

#ifdef TFJS_JIT_HAS_AVX2
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
namespace avx2 {
#include "adam.inc"
#include "bernoulli.inc"
#include "mostly_zero_product.inc"
}  // namespace avx2
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

#ifdef TFJS_JIT_HAS_AVX2
const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
const auto mostlyZeroProduct = hasAvx2 ? avx2::mostlyZeroProduct : baseline::mostlyZeroProduct;
const auto adamUpdate = hasAvx2 ? avx2::adamUpdate : baseline::adamUpdate;
const auto bernoulliLogMass = hasAvx2 ? avx2::bernoulliLogMass : baseline::bernoulliLogMass;
const auto bernoulliGradient = hasAvx2 ? avx2::bernoulliGradient : baseline::bernoulliGradient;
#else
const auto mostlyZeroProduct = baseline::mostlyZeroProduct;
const auto adamUpdate = baseline::adamUpdate;
const auto bernoulliLogMass = baseline::bernoulliLogMass;
const auto bernoulliGradient = baseline::bernoulliGradient;
#endif

/** The inputs and outputs of one run of a kernel. The first error makes the run fail. */
class Run {
 public:
  explicit Run(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Run() {
    if (!isGood()) TF_OpKernelContext_Failure(context_, status_);
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }
  Run(const Run&) = delete;

  bool isGood() const { return TF_GetCode(status_) == TF_OK; }

  void require(bool condition, const char* message) {
    if (isGood() && !condition) TF_SetStatus(status_, TF_INVALID_ARGUMENT, message);
  }

  TF_Tensor* input(int index) {
    TF_Tensor* tensor = nullptr;
    if (isGood()) TF_GetInput(context_, index, &tensor, status_);
    return keep(tensor);
  }

  /** A new tensor for an output. */
  float* output(int index, const std::vector<int64_t>& shape) {
    if (!isGood()) return nullptr;
    TF_Tensor* tensor = keep(TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(),
                                               static_cast<int>(shape.size()), bytesOf(shape), status_));
    return tensor == nullptr ? nullptr : floats(tensor);
  }

  static float* floats(const TF_Tensor* tensor) {
    return static_cast<float*>(TF_TensorData(tensor));
  }

 private:
  static size_t bytesOf(const std::vector<int64_t>& shape) {
    size_t size = sizeof(float);
    for (const int64_t length : shape) size *= static_cast<size_t>(length);
    return size;
  }

  TF_Tensor* keep(TF_Tensor* tensor) {
    if (tensor != nullptr) tensors_.push_back(tensor);
    return tensor;
  }

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

std::vector<int64_t> shapeOf(const TF_Tensor* tensor) {
  std::vector<int64_t> shape(static_cast<size_t>(TF_NumDims(tensor)));
  for (size_t axis = 0; axis < shape.size(); ++axis)
    shape[axis] = TF_Dim(tensor, static_cast<int>(axis));
  return shape;
}

void* createProduct(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  unsigned char transpose = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, "transpose_a", &transpose, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return new bool(transpose != 0);
}

void deleteProduct(void* kernel) { delete static_cast<bool*>(kernel); }

void computeProduct(void* kernel, TF_OpKernelContext* context) {
  const bool transpose = *static_cast<bool*>(kernel);
  Run run(context);
  const TF_Tensor *a = run.input(0), *b = run.input(1);
  if (!run.isGood()) return;
  run.require(TF_NumDims(a) == 2 && TF_NumDims(b) == 2, "both factors must be matrices");
  if (!run.isGood()) return;
  const int64_t rows = TF_Dim(a, transpose ? 1 : 0), inner = TF_Dim(a, transpose ? 0 : 1);
  run.require(TF_Dim(b, 0) == inner, "the inner lengths of the factors must be equal");
  if (!run.isGood()) return;
  const int64_t columns = TF_Dim(b, 1);
  float* result = run.output(0, {rows, columns});
  if (!run.isGood()) return;
  mostlyZeroProduct(transpose, Run::floats(a), static_cast<size_t>(rows),
                    static_cast<size_t>(inner), Run::floats(b), static_cast<size_t>(columns), result);
}

/**
 * Updates the memory of its first three inputs, which are the values of variables: a graph must run it
 * after all other readers of these values, and no copy of them may share their memory.
 */
void computeAdam(void*, TF_OpKernelContext* context) {
  Run run(context);
  std::array<TF_Tensor*, 8> inputs{};
  for (size_t i = 0; i < inputs.size(); ++i) inputs[i] = run.input(static_cast<int>(i));
  if (!run.isGood()) return;
  const std::vector<int64_t> shape = shapeOf(inputs[0]);
  for (size_t i = 1; i < 4; ++i)
    run.require(shapeOf(inputs[i]) == shape, "value, means and gradient must have the same shape");
  for (size_t i = 4; i < inputs.size(); ++i)
    run.require(TF_TensorElementCount(inputs[i]) == 1, "the coefficients must be scalars");
  if (!run.isGood()) return;
  const auto floats = [&](size_t input) { return Run::floats(inputs[input]); };
  const AdamRates rates = {*floats(4), *floats(5), *floats(6), *floats(7)};
  adamUpdate(static_cast<size_t>(TF_TensorElementCount(inputs[0])), rates, floats(0), floats(1),
             floats(2), floats(3));
}

/** Rows of logits [rows, width], and rows of data, which repeat. */
struct Pixels {
  size_t rows, width, dataRows;
  const float *logits, *data;
  std::vector<int64_t> shape;  // of the logits
};

Pixels pixelsOf(Run& run) {
  const TF_Tensor *logits = run.input(0), *data = run.input(1);
  if (!run.isGood()) return {};
  run.require(TF_NumDims(logits) > 0 && TF_NumDims(data) > 0, "logits and data must have a last axis");
  if (!run.isGood()) return {};
  const int64_t width = TF_Dim(logits, TF_NumDims(logits) - 1);
  run.require(width > 0 && TF_Dim(data, TF_NumDims(data) - 1) == width,
              "logits and data must have equal last axes");
  if (!run.isGood()) return {};
  const size_t rows = static_cast<size_t>(TF_TensorElementCount(logits) / width);
  const size_t dataRows = static_cast<size_t>(TF_TensorElementCount(data) / width);
  run.require(dataRows > 0 && rows % dataRows == 0, "the rows of data must repeat a whole number of times");
  return {rows, static_cast<size_t>(width), dataRows, Run::floats(logits), Run::floats(data), shapeOf(logits)};
}

void computeLogMass(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Pixels p = pixelsOf(run);
  if (!run.isGood()) return;
  const std::vector<int64_t> shape(p.shape.begin(), p.shape.end() - 1);
  float* result = run.output(0, shape);
  if (run.isGood()) bernoulliLogMass(p.rows, p.width, p.dataRows, p.logits, p.data, result);
}

void computeGradient(void*, TF_OpKernelContext* context) {
  Run run(context);
  const Pixels p = pixelsOf(run);
  const TF_Tensor* outer = run.input(2);
  if (!run.isGood()) return;
  run.require(static_cast<size_t>(TF_TensorElementCount(outer)) == p.rows,
              "there must be one outer gradient for each row of logits");
  if (!run.isGood()) return;
  float* result = run.output(0, p.shape);
  if (run.isGood())
    bernoulliGradient(p.rows, p.width, p.dataRows, p.logits, p.data, Run::floats(outer), result);
}

void unknownShapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  TF_ShapeInferenceContextSetUnknownShape(context, status);
}

struct Op {
  const char* name;
  std::vector<const char*> inputs, outputs, attributes;
  void* (*create)(TF_OpKernelConstruction*);
  void (*compute)(void*, TF_OpKernelContext*);
  void (*destroy)(void*);
};

/** The error of TensorFlow, or nothing. */
std::string registerOp(const Op& op) {
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(op.name);
  for (const char* input : op.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : op.outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  for (const char* attribute : op.attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, unknownShapes);
  // Otherwise a graph's optimisation may remove an op without outputs
  if (op.outputs.empty()) TF_OpDefinitionBuilderSetIsStateful(definition, true);
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(definition, status);
  if (TF_GetCode(status) == TF_OK)
    TF_RegisterKernelBuilder(op.name, TF_NewKernelBuilder(op.name, "CPU", op.create, op.compute, op.destroy),
                             status);
  const std::string error = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  return error;
}

void* createNothing(TF_OpKernelConstruction*) { return nullptr; }
void deleteNothing(void*) {}

/** Keeps memory that tensors free, instead of returning it to the system and faulting it in anew. */
void keepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // glibc's upper limit
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

}  // namespace tfjs_jit

// Node calls this when the file is required. Registered kernels show in TensorFlow's list of ops.
extern "C" __attribute__((visibility("default"))) void* napi_register_module_v1(void*, void* exports) {
  using namespace tfjs_jit;
  keepFreedMemory();
  registerOp({"TfjsJitMostlyZeroMatMul",
              {"a: float", "b: float"},
              {"product: float"},
              {"transpose_a: bool = false"},
              createProduct,
              computeProduct,
              deleteProduct});
  registerOp({"TfjsJitAdam",
              {"value: float", "mean: float", "square: float", "gradient: float",
               "learning_rate: float", "beta1: float", "beta2: float", "epsilon: float"},
              {},
              {},
              createNothing,
              computeAdam,
              deleteNothing});
  registerOp({"TfjsJitBernoulliLogMass",
              {"logits: float", "data: float"},
              {"log_mass: float"},
              {},
              createNothing,
              computeLogMass,
              deleteNothing});
  registerOp({"TfjsJitBernoulliGradient",
              {"logits: float", "data: float", "outer: float"},
              {"gradient: float"},
              {},
              createNothing,
              computeGradient,
              deleteNothing});
  return exports;
}
