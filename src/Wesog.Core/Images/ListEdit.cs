namespace Wesog.Images;

/// <summary>Begins the edit of a list: <c>Keywords = ListEdit.Add("boat").Remove("ship")</c>.</summary>
/// <remarks><c>docs/specification.md</c>, section "Edits of lists".</remarks>
public static class ListEdit
{
    /// <summary>Returns an edit that appends the entries that the list does not have, in order.</summary>
    public static TextListEdit Add(params ReadOnlySpan<string> entries) => default(TextListEdit).Add(entries);

    /// <summary>Returns an edit that removes every entry that equals one of these.</summary>
    public static TextListEdit Remove(params ReadOnlySpan<string> entries) => default(TextListEdit).Remove(entries);
}

/// <summary>The edit of a list. It first removes entries, then appends those that the list does not have. The default changes nothing.</summary>
/// <remarks><c>docs/specification.md</c>, section "Edits of lists". Entries are equal if their code points are.</remarks>
public readonly record struct TextListEdit
{
    private readonly TextList? _added;
    private readonly TextList? _removed;

    private TextListEdit(TextList? removed, TextList? added) => (_removed, _added) = (removed, added);

    /// <summary>The entries to remove.</summary>
    public TextList Removed => _removed ?? TextList.Empty;

    /// <summary>The entries to append.</summary>
    public TextList Added => _added ?? TextList.Empty;

    /// <summary>Returns an edit that also appends the given entries.</summary>
    public TextListEdit Add(params ReadOnlySpan<string> entries) => new(_removed, TextList.Create([.. Added, .. entries]));

    /// <summary>Returns an edit that also removes the given entries.</summary>
    public TextListEdit Remove(params ReadOnlySpan<string> entries) => new(TextList.Create([.. Removed, .. entries]), _added);
}

/// <summary>
/// The change of a list: none (the default), a new list, an edit of the list that the image has, or a <see langword="null"/> that clears it.
/// Lists and edits convert to it.
/// </summary>
public readonly record struct ListChange
{
    /// <summary>Creates a change to the given list; null for one that clears the member.</summary>
    public ListChange(TextList? list) => Value = list ?? MemberValues.Cleared;

    private ListChange(TextListEdit edit) => Value = edit;

    /// <summary>Whether the list changes.</summary>
    public bool IsSet => Value is not null;

    /// <summary>The new list; null if the change is another one.</summary>
    public TextList? List => Value as TextList;

    /// <summary>The edit; null if the change is another one.</summary>
    public TextListEdit? Edit => Value is TextListEdit edit ? edit : null;

    // In the form of MemberValues.
    internal object? Value { get; private init; }

    /// <summary>Converts a list to a change to this list; null to a change that clears the member.</summary>
    public static implicit operator ListChange(TextList? list) => new(list);

    /// <summary>Converts an edit to a change.</summary>
    public static implicit operator ListChange(TextListEdit edit) => new(edit);

    internal static ListChange Of(object? value) => new() { Value = value };
}
