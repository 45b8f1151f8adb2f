namespace Wesog.AspNetCore;

/// <summary>The names of the API-Key authentication.</summary>
public static class ApiKeyDefaults
{
    /// <summary>The name of the scheme, also in <c>WWW-Authenticate</c>.</summary>
    public const string Scheme = "API-Key";

    /// <summary>The request header with the key.</summary>
    public const string Header = "API-Key";
}
