namespace Wesog.Query;

/// <summary>The operator of a condition. Which ones a field has depends on its kind.</summary>
/// <remarks><c>docs/formulas.md</c>, section "Which operators are there?".</remarks>
public enum FilterOperator
{
    /// <summary><c>~</c>: each word of the value begins a word of the text, in any order. Of <c>id</c>: the id begins with the value.</summary>
    Begins,

    /// <summary><c>~~</c>: each word of the value is a word of the text, in any order.</summary>
    HasWords,

    /// <summary><c>~~~</c>: the words of the value stand in a row in the text.</summary>
    HasPhrase,

    /// <summary><c>=</c>: equal. Of lists and of <c>has</c>: all of the values. Of dates and times: within the span of the value.</summary>
    Equal,

    /// <summary><c>==</c>: equal by code point. Of lists: all of the values, by code point.</summary>
    EqualExactly,

    /// <summary><c>:</c>: one of the values.</summary>
    OneOf,

    /// <summary><c>&lt;</c>: before the value.</summary>
    Less,

    /// <summary><c>&lt;=</c>: before the value or equal to it.</summary>
    AtMost,

    /// <summary><c>&gt;</c>: after the value.</summary>
    Greater,

    /// <summary><c>&gt;=</c>: after the value or equal to it.</summary>
    AtLeast,
}
