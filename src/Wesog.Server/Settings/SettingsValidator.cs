using Microsoft.Extensions.Options;

namespace Wesog.Server.Settings;

/// <summary>Puts the faults of the configuration beside those that the engine finds, so that they are told together.</summary>
internal sealed class SettingsValidator(ServerSettings settings) : IValidateOptions<WesogOptions>
{
    public ValidateOptionsResult Validate(string? name, WesogOptions options) =>
        settings.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(settings.Faults);
}
