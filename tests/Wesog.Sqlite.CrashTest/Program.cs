using Wesog.Sqlite.CrashTest;

// wesog-crash [--rounds N] [--seed S]     kills a child process N times, and checks after each what it left
// wesog-crash child PATH PROGRESS         is that child
return args switch
{
    ["child", var path, .. var progress] => await Child.RunAsync(path, progress),
    _ => await Rounds.RunAsync(Number("--rounds", 20), Number("--seed", Environment.TickCount)),
};

int Number(string option, int otherwise) =>
    Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], null) : otherwise;
