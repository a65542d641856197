// Boost's text archive for reading bytes that may be damaged: a length or a count in such a text can ask for any amount
// of memory, and no true one is larger than the text itself. Everything else is as Boost has it, its format included.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

#include <boost/archive/text_iarchive.hpp>
#include <boost/serialization/collection_size_type.hpp>

namespace netmend {

class BoundedArchive : public boost::archive::text_iarchive_impl<BoundedArchive> {
    using Base = boost::archive::text_iarchive_impl<BoundedArchive>;

  public:
    // `bytes`: of the whole text. Throws archive_exception, as reading does.
    BoundedArchive(std::istream& stream, std::size_t bytes) : Base(stream, boost::archive::no_codecvt), bytes_(bytes) {
        init();
    }

    template<class T> void load_override(T& value) { Base::load_override(value); }
    void load_override(boost::serialization::collection_size_type& count) {
        Base::load_override(count);
        check(count);
    }

    template<class T> void load(T& value) { Base::load(value); }
    void load(std::string& text) {
        std::size_t length = 0;
        Base::load(length);
        check(length);
        is.get(); // the blank before the characters
        text.resize(length);
        if (length > 0 && !is.read(text.data(), static_cast<std::streamsize>(length)))
            check(bytes_ + 1);
    }

  private:
    void check(std::size_t size) const {
        if (size > bytes_)
            throw boost::archive::archive_exception(boost::archive::archive_exception::input_stream_error);
    }

    std::size_t bytes_;
};

} // namespace netmend
