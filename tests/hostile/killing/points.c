/* Ends the process just before or after a change of the disk: preloaded, it stands between a program and the C library.
 *
 * Counted are changes below one folder. With points_arm(folder, n) the n-th moment kills: odd ones are before a change,
 * even ones after it. With n = 0 nothing does, and points_passed() tells how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long deadly, passed;
static int counting;

void points_arm(const char *where, long moment) {
  snprintf(folder, sizeof folder, "%s/", where);
  deadly = moment;
  passed = 0;
  counting = 1;
}

long points_passed(void) { return passed; }

static int below(const char *path) { return counting && path && strncmp(path, folder, strlen(folder)) == 0; }

static int open_below(int file) {
  char link[64], path[PATH_MAX];
  if (!counting) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static void moment(int counted) {
  if (counted && ++passed == deadly) kill(getpid(), SIGKILL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define BETWEEN(counted, type, call) \
  do {                               \
    int here = (counted);            \
    moment(here);                    \
    type result = (call);            \
    moment(here);                    \
    return result;                   \
  } while (0)

ssize_t write(int file, const void *data, size_t size) {
  BETWEEN(open_below(file), ssize_t, REAL(write)(file, data, size));
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
  BETWEEN(open_below(file), ssize_t, REAL(pwrite)(file, data, size, at));
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
  BETWEEN(open_below(file), ssize_t, REAL(pwrite64)(file, data, size, at));
}
int fsync(int file) { BETWEEN(open_below(file), int, REAL(fsync)(file)); }
int fdatasync(int file) { BETWEEN(open_below(file), int, REAL(fdatasync)(file)); }
int ftruncate(int file, off_t size) { BETWEEN(open_below(file), int, REAL(ftruncate)(file, size)); }
int ftruncate64(int file, off64_t size) { BETWEEN(open_below(file), int, REAL(ftruncate64)(file, size)); }
int rename(const char *from, const char *to) { BETWEEN(below(from) || below(to), int, REAL(rename)(from, to)); }
int unlink(const char *path) { BETWEEN(below(path), int, REAL(unlink)(path)); }
int rmdir(const char *path) { BETWEEN(below(path), int, REAL(rmdir)(path)); }
int mkdir(const char *path, mode_t mode) { BETWEEN(below(path), int, REAL(mkdir)(path, mode)); }

#define OPEN(name)                                                                   \
  int name(const char *path, int flags, ...) {                                       \
    va_list more;                                                                    \
    va_start(more, flags);                                                           \
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;                              \
    va_end(more);                                                                    \
    BETWEEN(flags & (O_CREAT | O_TRUNC) && below(path), int, REAL(name)(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)
