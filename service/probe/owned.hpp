// The owner of one COM object.
#pragma once

namespace netmend::probe {

template<class Interface> class Owned {
  public:
    Owned() = default;
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() {
        if (object_)
            object_->Release();
    }
    Interface* operator->() const { return object_; }
    Interface* get() const { return object_; }
    Interface** put() { return &object_; }
    void** put_void() { return reinterpret_cast<void**>(&object_); }

  private:
    Interface* object_ = nullptr;
};

} // namespace netmend::probe
