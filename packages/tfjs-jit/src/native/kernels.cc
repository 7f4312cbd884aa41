// TensorFlow kernels for training steps, registered through TensorFlow's C API. They compute what
// standard ops compute, faster: a product that skips zeros, and Adam and the Bernoulli log mass, with
// its gradient, in one pass over memory each. Dense products can be in bfloat16.
//
// A Node addon: requiring it registers the kernels. It exports `bfloat16`, the arithmetic of products in
// bfloat16.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "kernel_api.h"
#include "tensorflow/c/ops.h"

#define TFJS_JIT_INLINE inline __attribute__((always_inline))

namespace tfjs_jit {

/** Coefficients of an update by Adam. */
struct AdamRates {
  float learningRate;  // corrected for the bias of both means
  float beta1, beta2, epsilon;
};

/** The kernels for an instruction set; their files say what they compute. */
struct Kernels {
  void (*adamUpdate)(size_t size, const AdamRates& rates, float* __restrict value, float* __restrict mean,
                     float* __restrict square, const float* __restrict gradient);
  void (*bernoulliLogMass)(size_t rows, size_t width, size_t dataRows, const float* logits,
                           const float* data, float* result);
  void (*bernoulliGradient)(size_t rows, size_t width, size_t dataRows, const float* logits,
                            const float* data, const float* outer, float* result);
  void (*mostlyZeroProduct)(bool transpose, const float* a, size_t rows, size_t inner, const float* b,
                            size_t columns, float* result);
  decltype(mostlyZeroProduct) mostlyZeroBfloat16Product;
  void (*bfloat16Product)(bool transposeA, bool transposeB, const float* a, size_t rows, size_t inner,
                          const float* b, size_t columns, float* result);
  const char* bfloat16;  // the arithmetic of products in bfloat16
};

namespace baseline {
constexpr size_t kLanes = 8;
#include "all.inc"
}  // namespace baseline

#ifdef __x86_64__

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
namespace avx2 {
constexpr size_t kLanes = 8;
#include "all.inc"
}  // namespace avx2
#ifdef __clang__
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,avx2,fma")
#endif
namespace avx512 {
constexpr size_t kLanes = 16;
#include "all.inc"
}  // namespace avx512
#ifdef __clang__
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bf16,avx2,fma"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bf16,avx2,fma")
#endif
namespace avx512_bf16 {
constexpr size_t kLanes = 16;
#define TFJS_JIT_PAIRS 1
#include "all.inc"
}  // namespace avx512_bf16
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

/**
 * Those of the processor. Intel's make half as many multiplications per cycle by AVX512-BF16 as in float32.
 * Tests select others by TFJS_JIT_KERNELS: avx512_bf16, avx2 or baseline.
 */
const Kernels& chooseKernels() {
  const char* value = std::getenv("TFJS_JIT_KERNELS");
  const std::string setting = value == nullptr ? "" : value;
  const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool hasAvx512 = hasAvx2 && __builtin_cpu_supports("avx512f") &&
                         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  const bool gainsByBfloat16 = __builtin_cpu_supports("avx512bf16") && !__builtin_cpu_is("intel");
  if (setting == "avx512_bf16") return avx512_bf16::kernels;
  if (setting == "baseline" || !hasAvx2) return baseline::kernels;
  if (setting == "avx2" || !hasAvx512) return avx2::kernels;
  return gainsByBfloat16 ? avx512_bf16::kernels : avx512::kernels;
}

#else

const Kernels& chooseKernels() { return baseline::kernels; }

#endif

const Kernels& kernels = chooseKernels();

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

/** The attributes of a product; one that its op does not have is false. */
struct ProductFlags {
  bool transposeA, transposeB, rounds;
};

bool flagOf(TF_OpKernelConstruction* construction, const char* name) {
  TF_Status* status = TF_NewStatus();
  unsigned char flag = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, name, &flag, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return flag != 0;
}

void* createMostlyZeroProduct(TF_OpKernelConstruction* construction) {
  return new ProductFlags{flagOf(construction, "transpose_a"), false, flagOf(construction, "rounds")};
}

void* createBfloat16Product(TF_OpKernelConstruction* construction) {
  return new ProductFlags{flagOf(construction, "transpose_a"), flagOf(construction, "transpose_b"), true};
}

void deleteProduct(void* kernel) { delete static_cast<ProductFlags*>(kernel); }

/** Two factors and the memory of their product. */
struct Product {
  const float *a, *b;
  size_t rows, inner, columns;
  float* result;
};

Product productOf(Run& run, const ProductFlags& flags) {
  const TF_Tensor *a = run.input(0), *b = run.input(1);
  if (!run.isGood()) return {};
  run.require(TF_NumDims(a) == 2 && TF_NumDims(b) == 2, "both factors must be matrices");
  if (!run.isGood()) return {};
  const int64_t rows = TF_Dim(a, flags.transposeA), inner = TF_Dim(a, !flags.transposeA);
  const int64_t columns = TF_Dim(b, !flags.transposeB);
  run.require(TF_Dim(b, flags.transposeB) == inner, "the inner lengths of the factors must be equal");
  float* result = run.output(0, {rows, columns});
  return {Run::floats(a), Run::floats(b), static_cast<size_t>(rows), static_cast<size_t>(inner),
          static_cast<size_t>(columns), result};
}

void computeMostlyZeroProduct(void* kernel, TF_OpKernelContext* context) {
  const ProductFlags& flags = *static_cast<ProductFlags*>(kernel);
  Run run(context);
  const Product p = productOf(run, flags);
  if (!run.isGood()) return;
  const auto compute = flags.rounds ? kernels.mostlyZeroBfloat16Product : kernels.mostlyZeroProduct;
  compute(flags.transposeA, p.a, p.rows, p.inner, p.b, p.columns, p.result);
}

void computeBfloat16Product(void* kernel, TF_OpKernelContext* context) {
  const ProductFlags& flags = *static_cast<ProductFlags*>(kernel);
  Run run(context);
  const Product p = productOf(run, flags);
  if (run.isGood())
    kernels.bfloat16Product(flags.transposeA, flags.transposeB, p.a, p.rows, p.inner, p.b, p.columns, p.result);
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
  kernels.adamUpdate(static_cast<size_t>(TF_TensorElementCount(inputs[0])), rates, floats(0), floats(1),
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
  if (run.isGood()) kernels.bernoulliLogMass(p.rows, p.width, p.dataRows, p.logits, p.data, result);
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
    kernels.bernoulliGradient(p.rows, p.width, p.dataRows, p.logits, p.data, Run::floats(outer), result);
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
extern "C" __attribute__((visibility("default"))) napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  using namespace tfjs_jit;
  keepFreedMemory();
  registerOp({"TfjsJitMostlyZeroMatMul",
              {"a: float", "b: float"},
              {"product: float"},
              {"transpose_a: bool = false", "rounds: bool = false"},
              createMostlyZeroProduct,
              computeMostlyZeroProduct,
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
  registerOp({"TfjsJitBfloat16MatMul",
              {"a: float", "b: float"},
              {"product: float"},
              {"transpose_a: bool = false", "transpose_b: bool = false"},
              createBfloat16Product,
              computeBfloat16Product,
              deleteProduct});
  napi_value arithmetic = nullptr;
  napi_create_string_utf8(env, kernels.bfloat16, std::strlen(kernels.bfloat16), &arithmetic);
  napi_set_named_property(env, exports, "bfloat16", arithmetic);
  return exports;
}
