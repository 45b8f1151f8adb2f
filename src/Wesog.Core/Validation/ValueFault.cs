namespace Wesog.Validation;

/// <summary>What is wrong with a value, with what its text names beside the value itself.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="At">The position of the wrong character, in UTF-16 units from 0; -1 if the value as a whole is wrong.</param>
/// <param name="Suggestion">What to send in its place; empty for none.</param>
/// <param name="Max">The bound that the value breaks.</param>
internal readonly record struct ValueFault(ValidationRule Kind, int At = -1, string Suggestion = "", int Max = 0);
