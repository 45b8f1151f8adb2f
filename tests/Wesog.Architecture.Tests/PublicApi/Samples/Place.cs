namespace Wesog.Architecture.Tests.PublicApi.Samples;

/// <summary>A struct with a tuple.</summary>
internal readonly record struct Place((int Row, string Column) Where);
