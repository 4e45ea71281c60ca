/* A disk that fails at its n-th call: preloaded before libc, counts only what is written under one folder.
 *
 * fault_arm(folder, n, kind, lasts): the n-th call fails with EIO (kind 5), ENOSPC (28), or writes half of what it was
 * given (kind 1: a short write, which is no error); lasts: every later call fails too (after a short write with ENOSPC).
 * fault_hits() says how many calls failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long left = -1, hits = 0;
static int kind = 0, lasts = 0;

void fault_arm(const char *where, long n, int what, int stays)
{
    strncpy(folder, where, sizeof folder - 1);
    left = n; hits = 0; kind = what; lasts = stays;
}

long fault_hits(void) { return hits; }

static int is_ours(const char *path)
{
    return left >= 0 && folder[0] && strncmp(path, folder, strlen(folder)) == 0;
}

static int fd_is_ours(int fd)
{
    char link[64], path[PATH_MAX];
    if (left < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return is_ours(path);
}

/* 0: go on; 1: fail (errno is set); 2: write half */
static int verdict(int writes)
{
    long now = __atomic_fetch_sub(&left, 1, __ATOMIC_SEQ_CST);
    int is_first = now == 0, is_later = now < 0 && lasts;
    if (now < 0) __atomic_store_n(&left, 0, __ATOMIC_SEQ_CST);
    if (is_first && !lasts) { __atomic_store_n(&left, LONG_MAX, __ATOMIC_SEQ_CST); }
    if (is_first && lasts) { __atomic_store_n(&left, 0, __ATOMIC_SEQ_CST); }
    if (!is_first && !is_later) return 0;
    hits++;
    if (kind == 1) {
        if (writes && hits == 1) return 2;
        if (hits == 1) return 0;
        errno = ENOSPC;
        return 1;
    }
    errno = kind;
    return 1;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)

#define WRITES(name) \
    REAL(name); \
    if (fd_is_ours(fd)) { int what = verdict(1); if (what == 1) return -1; if (what == 2 && count > 1) count /= 2; }

ssize_t write(int fd, const void *data, size_t count) { WRITES(write) return real(fd, data, count); }
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) { WRITES(pwrite) return real(fd, data, count, at); }
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) { WRITES(pwrite64) return real(fd, data, count, at); }

#define MAY_FAIL(name, test) REAL(name); if ((test) && verdict(0) == 1) return -1;

int fsync(int fd) { MAY_FAIL(fsync, fd_is_ours(fd)) return real(fd); }
int fdatasync(int fd) { MAY_FAIL(fdatasync, fd_is_ours(fd)) return real(fd); }
int ftruncate(int fd, off_t size) { MAY_FAIL(ftruncate, fd_is_ours(fd)) return real(fd, size); }
int ftruncate64(int fd, off64_t size) { MAY_FAIL(ftruncate64, fd_is_ours(fd)) return real(fd, size); }
int rename(const char *from, const char *to) { MAY_FAIL(rename, is_ours(to)) return real(from, to); }
int mkdir(const char *path, mode_t mode) { MAY_FAIL(mkdir, is_ours(path)) return real(path, mode); }
