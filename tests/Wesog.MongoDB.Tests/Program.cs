using Wesog.MongoDB.Tests.Hosts;
using Xunit.Runner.InProc.SystemConsole;

// hold DATABASE TRANSACTION     runs a host that blocks within a commit, for tests that kill it
// anything else                 runs the tests
return args switch
{
    ["hold", var database, var transaction] => await HeldHost.RunAsync(database, Enum.Parse<HeldTransaction>(transaction)),
    _ => await ConsoleRunner.Run(args),
};
