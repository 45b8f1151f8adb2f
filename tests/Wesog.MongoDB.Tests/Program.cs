using Wesog.MongoDB.Tests.Hosts;
using Xunit.Runner.InProc.SystemConsole;

// hold DATABASE TRANSACTION     is a host that stops in the middle of a commit, to be killed
// anything else                 runs the tests
return args switch
{
    ["hold", var database, var transaction] => await HeldHost.RunAsync(database, Enum.Parse<HeldTransaction>(transaction)),
    _ => await ConsoleRunner.Run(args),
};
