using Wesog.Sqlite.CrashTest;

// wesog-crash [--rounds N] [--seed S]     kills a child process N times and checks the data that it leaves
// wesog-crash child PATH PROGRESS         runs as the child
// wesog-crash hold PATH                   opens a store, prints OPEN or the refusal, and closes it at the end of the input
return args switch
{
    ["child", var path, .. var progress] => await Child.RunAsync(path, progress),
    ["hold", var path] => await Holder.RunAsync(path),
    _ => await Rounds.RunAsync(Number("--rounds", 20), Number("--seed", Environment.TickCount)),
};

int Number(string option, int fallback) =>
    Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], null) : fallback;
