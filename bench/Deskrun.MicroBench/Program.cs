using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Deskrun.MicroBench.ExpressionBenchmarks).Assembly).Run(args);
