using Wesog.Images;
using Wesog.Query.Formulas;

namespace Wesog.Query;

public abstract partial record ImageFilter
{
    /// <summary>Compares a field of the image with values.</summary>
    public sealed record Condition : ImageFilter
    {
        internal Condition(FilterField field, FilterOperator comparison, TextList values)
            : base(1, 0) => (Definition, Operator, Values) = (field, comparison, values);

        /// <summary>The name of the field: a member of an image, <c>text</c> or <c>has</c>. Never a short name.</summary>
        public string Field => Definition.Name;

        /// <summary>The operator.</summary>
        public FilterOperator Operator { get; }

        /// <summary>The values as in a formula, without quotation marks; one unless the operator takes several. Dates are <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
        public TextList Values { get; }

        internal FilterField Definition { get; }

        /// <inheritdoc/>
        public bool Equals(Condition? other) =>
            other is not null && Definition == other.Definition && Operator == other.Operator && Values.Equals(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Definition, Operator, Values);
    }

    /// <summary>Selects the images that all operands select.</summary>
    public sealed record And : ImageFilter
    {
        internal And(IEnumerable<ImageFilter> operands)
            : this([.. operands.SelectMany(operand => operand is And and ? and.Operands : [operand])])
        {
        }

        private And(ImageFilter[] operands)
            : base(operands.Sum(operand => operand.ConditionCount), operands.Max(operand => operand.Levels + (operand is Or ? 1 : 0))) =>
            Operands = operands.AsReadOnly();

        /// <summary>The operands, at least two. None of them is an <see cref="And"/>.</summary>
        public IReadOnlyList<ImageFilter> Operands { get; }

        /// <inheritdoc/>
        public bool Equals(And? other) => other is not null && Operands.SequenceEqual(other.Operands);

        /// <inheritdoc/>
        public override int GetHashCode() => Combine(typeof(And), Operands);
    }

    /// <summary>Selects the images that at least one operand selects.</summary>
    public sealed record Or : ImageFilter
    {
        internal Or(IEnumerable<ImageFilter> operands)
            : this([.. operands.SelectMany(operand => operand is Or or ? or.Operands : [operand])])
        {
        }

        private Or(ImageFilter[] operands)
            : base(operands.Sum(operand => operand.ConditionCount), operands.Max(operand => operand.Levels)) =>
            Operands = operands.AsReadOnly();

        /// <summary>The operands, at least two. None of them is an <see cref="Or"/>.</summary>
        public IReadOnlyList<ImageFilter> Operands { get; }

        /// <inheritdoc/>
        public bool Equals(Or? other) => other is not null && Operands.SequenceEqual(other.Operands);

        /// <inheritdoc/>
        public override int GetHashCode() => Combine(typeof(Or), Operands);
    }

    /// <summary>Selects the images that the operand does not select.</summary>
    public sealed record Not : ImageFilter
    {
        internal Not(ImageFilter operand)
            : base(operand.ConditionCount, operand.Levels + (operand is And or Or ? 2 : 1)) => Operand = operand;

        /// <summary>The operand.</summary>
        public ImageFilter Operand { get; }

        /// <inheritdoc/>
        public bool Equals(Not? other) => other is not null && Operand.Equals(other.Operand);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(typeof(Not), Operand);
    }

    private static int Combine(Type type, IReadOnlyList<ImageFilter> operands)
    {
        var hash = new HashCode();
        hash.Add(type);
        foreach (var operand in operands)
        {
            hash.Add(operand);
        }

        return hash.ToHashCode();
    }
}
