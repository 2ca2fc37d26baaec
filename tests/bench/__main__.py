"""All benchmarks, one after the other, so that none disturbs another: `make bench`."""

from tests.bench import bench_client, bench_new_phone, bench_server, bench_size, bench_talk, bench_text

for bench in (bench_size, bench_text, bench_server, bench_client, bench_new_phone, bench_talk):
    bench.main()
