return args is ["db", .. var command]
    ? await Wesog.Server.Commands.DatabaseCommand.RunAsync(command).ConfigureAwait(false)
    : await Wesog.Server.Hosting.ServerHost.RunAsync(args).ConfigureAwait(false);
