"""All benchmarks, one after the other, so that none disturbs another: `make bench`."""

from tests.bench import (
    bench_first_load,
    bench_five_years,
    bench_server,
    bench_size,
    bench_talk,
    bench_text,
    bench_tree,
)

for bench in (
    bench_size,
    bench_text,
    bench_server,
    bench_first_load,
    bench_tree,
    bench_five_years,
    bench_talk,
):
    bench.main()
