// Runs the benches; a figure that is missed is an error, and an error is the exit code, so that a script can ask.
#include <benchmark/benchmark.h>

namespace {

class Reporter final : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs)
            failed = failed || run.error_occurred;
        ConsoleReporter::ReportRuns(runs);
    }
    bool failed = false;
};

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 87;
    Reporter reporter;
    const std::size_t run = benchmark::RunSpecifiedBenchmarks(&reporter);
    return reporter.failed || run == 0 ? 1 : 0;
}
