// Measures our way of doing something against bare code that does the same, in interleaved pairs, so that whatever else
// the machine is doing meets both alike. The figure is the median of the pairs' ratios.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace netmend::bench {

struct Figure {
    double ratio = 0; // ours / bare
    double ours_us = 0, bare_us = 0;
};

inline double median(std::vector<double> numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

template<class Work> double microseconds(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

template<class Ours, class Bare> Figure measure_pairs(int pairs, const Ours& ours, const Bare& bare) {
    std::vector<double> ratios, ours_us, bare_us;
    for (int pair = 0; pair < pairs; ++pair) {
        // Neither always goes first: the second may find the disk still busy with the first.
        if (pair % 2 == 0)
            ours_us.push_back(microseconds(ours));
        bare_us.push_back(microseconds(bare));
        if (pair % 2 != 0)
            ours_us.push_back(microseconds(ours));
        ratios.push_back(ours_us.back() / bare_us.back());
    }
    return {median(ratios), median(ours_us), median(bare_us)};
}

} // namespace netmend::bench
