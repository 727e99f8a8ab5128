/*
 * A recorder of what a server does to its database files, preloaded into it (LD_PRELOAD) by the tests of the
 * power cut. Every write, truncation and completed sync of DISK_DIR/{records,words}.db and their write-ahead
 * logs is appended to DISK_LOG, and so is the moment of every write to a socket, so that the disk can be
 * rebuilt as it might look after a cut at any of them. DISK_CONTROL names a file whose lines are faults:
 *
 *   FILE sync-delay MS    a sync takes that long
 *   FILE sync-eio 0       a sync fails
 *   FILE write-enospc 0   a write finds the disk full
 *   folder open-erofs 0   nothing in DISK_DIR can be opened for writing or made
 *   folder write-enospc 0 no file in DISK_DIR, whichever, can be written
 *
 * A record: op, file (0–3), 2 bytes nothing, u32 length, u64 offset, then `length` bytes for a write.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = {"records.db", "records.db-wal", "words.db", "words.db-wal"};

struct head {
  uint8_t op, file;
  uint16_t nothing;
  uint32_t length;
  uint64_t offset;
};

static const char *dir, *control;
static int out = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off64_t);
static int (*real_open)(const char *, int, ...);
static int (*real_access)(const char *, int);

__attribute__((constructor)) static void begin(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_access = dlsym(RTLD_NEXT, "access");
  dir = getenv("DISK_DIR");
  control = getenv("DISK_CONTROL");
  const char *log = getenv("DISK_LOG");
  if (log) out = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* What a file of DISK_DIR is called in it; 0: it lies elsewhere. */
static const char *name_of(int fd, char *path, size_t most) {
  if (!dir) return NULL;
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, most - 1);
  size_t start = strlen(dir);
  if (n <= (ssize_t)start) return NULL;
  path[n] = 0;
  return strncmp(path, dir, start) == 0 && path[start] == '/' ? path + start + 1 : NULL;
}

/* Which of the four files this is; -1: another. */
static int file_of(int fd) {
  char path[4096];
  const char *name = name_of(fd, path, sizeof path);
  for (int i = 0; name && i < 4; i++)
    if (strcmp(name, names[i]) == 0) return i;
  return -1;
}

static void note(uint8_t op, int file, const void *bytes, uint32_t length, uint64_t offset) {
  if (out < 0) return;
  struct head head = {op, (uint8_t)file, 0, length, offset};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, bytes ? length : 0}};
  pthread_mutex_lock(&lock);
  syscall(SYS_writev, out, parts, 2);
  pthread_mutex_unlock(&lock);
}

/* The number behind "NAME what", or -1. */
static long fault_of(const char *name, const char *what) {
  if (!control) return -1;
  int fd = real_open(control, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  char text[1024], wanted[64];
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  if (n <= 0) return -1;
  text[n] = 0;
  snprintf(wanted, sizeof wanted, "%s %s ", name, what);
  const char *found = strstr(text, wanted);
  return found ? atol(found + strlen(wanted)) : -1;
}
static long fault(int file, const char *what) { return fault_of(names[file], what); }

static int is_held(const char *path) {
  return dir && strncmp(path, dir, strlen(dir)) == 0 && fault_of("folder", "open-erofs") >= 0;
}

static int open_at(const char *path, int flags, mode_t mode) {
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && is_held(path)) {
    errno = EROFS;
    return -1;
  }
  return real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_at(path, flags, mode);
}
int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_at(path, flags, mode);
}
int access(const char *path, int mode) {
  if ((mode & W_OK) && is_held(path)) {
    errno = EROFS;
    return -1;
  }
  return real_access(path, mode);
}

static int is_full(int fd, int file) {
  char path[4096];
  if (file >= 0 && fault(file, "write-enospc") >= 0) return 1;
  return fault_of("folder", "write-enospc") >= 0 && name_of(fd, path, sizeof path);
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off64_t offset) {
  int file = file_of(fd);
  if (is_full(fd, file)) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t written = real_pwrite(fd, bytes, length, offset);
  if (file >= 0 && written > 0) note('w', file, bytes, (uint32_t)written, (uint64_t)offset);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  return write_at(fd, bytes, length, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return write_at(fd, bytes, length, offset);
}

static int sync_of(int fd, int (*real)(int)) {
  int file = file_of(fd);
  if (file < 0) return real(fd);
  long delay = fault(file, "sync-delay");
  if (delay > 0) {
    struct timespec pause = {delay / 1000, (delay % 1000) * 1000000};
    nanosleep(&pause, NULL);
  }
  if (fault(file, "sync-eio") >= 0) {
    errno = EIO;
    return -1;
  }
  int answer = real(fd);
  if (answer == 0) note('s', file, NULL, 0, 0);
  return answer;
}

int fsync(int fd) { return sync_of(fd, real_fsync); }
int fdatasync(int fd) { return sync_of(fd, real_fdatasync); }

int ftruncate64(int fd, off64_t length) {
  int file = file_of(fd);
  int answer = real_ftruncate(fd, length);
  if (file >= 0 && answer == 0) note('t', file, NULL, 0, (uint64_t)length);
  return answer;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static void spoken(int fd) {
  struct stat about;
  if (out >= 0 && fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode)) note('n', 0, NULL, 0, 0);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  spoken(fd);
  return real_write(fd, bytes, length);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  spoken(fd);
  return real_writev(fd, parts, count);
}
