using Microsoft.Extensions.Options;

namespace Wesog.Server.Settings;

/// <summary>Adds the faults of the configuration to those of the engine, so that the start reports all of them at once.</summary>
internal sealed class SettingsValidator(ServerSettings settings) : IValidateOptions<WesogOptions>
{
    public ValidateOptionsResult Validate(string? name, WesogOptions options) =>
        settings.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(settings.Faults);
}
