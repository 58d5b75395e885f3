using Deskrun.Bench;

// Prints the table of docs/bench.md for the program given as first argument; the second is the top of the checkout.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Deskrun.Bench PROGRAM CHECKOUT [quick]");
    return 2;
}

var quick = args.Contains("quick");
var folder = Directory.CreateTempSubdirectory("deskrun-bench-").FullName;
try
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, {args[0]}");
    Console.WriteLine();
    Console.WriteLine("| what | measured | budget | |");
    Console.WriteLine("|---|---|---|---|");
    var bench = new Scenarios(args[0], args[1], folder);
    bench.Help(quick ? 10 : 40);
    bench.Hello(quick ? 5 : 20);
    bench.Alone(quick ? 10 : 40);
    bench.Burst(quick ? 40 : 200);
    if (!quick)
    {
        bench.Soak(1000);
        bench.Idle(50, TimeSpan.FromSeconds(100));
    }

    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
