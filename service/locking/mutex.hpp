// A mutex whose use a compiler can check: what is GUARDED_BY it is touched only by who holds it, a function that
// REQUIRES it is called only then, one that EXCLUDES it never. clang looks (-Wthread-safety, which tests/thread_safety
// runs); for g++ the words are empty, and std::mutex has none of them in g++'s library. The names are those of clang's
// page "Thread Safety Analysis".
#pragma once

#include <mutex>

#ifdef __clang__
#define NETMEND_ANALYSED(attribute) __attribute__((attribute))
#else
#define NETMEND_ANALYSED(attribute)
#endif
#define GUARDED_BY(mutex) NETMEND_ANALYSED(guarded_by(mutex))
#define REQUIRES(mutex) NETMEND_ANALYSED(requires_capability(mutex))
#define EXCLUDES(mutex) NETMEND_ANALYSED(locks_excluded(mutex))

namespace netmend {

class NETMEND_ANALYSED(capability("mutex")) Mutex {
  public:
    void lock() NETMEND_ANALYSED(acquire_capability()) { mutex_.lock(); }
    void unlock() NETMEND_ANALYSED(release_capability()) { mutex_.unlock(); }

  private:
    std::mutex mutex_;
};

class NETMEND_ANALYSED(scoped_lockable) Lock {
  public:
    explicit Lock(Mutex& mutex) NETMEND_ANALYSED(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
    ~Lock() NETMEND_ANALYSED(release_capability()) { mutex_.unlock(); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

  private:
    Mutex& mutex_;
};

} // namespace netmend
