/**
 * glibc gives blocks from this size on back to the system when they are freed. By default it raises the
 * size to 32 MB while a process runs, and keeps the gaps that freed tensors leave.
 */
export const returnedMemory = { MALLOC_MMAP_THRESHOLD_: String(4 * 2 ** 20) } as const;
