return await Wesog.Server.Hosting.ServerHost.RunAsync(args).ConfigureAwait(false);
