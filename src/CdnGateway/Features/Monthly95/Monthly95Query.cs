using CdnGateway.Features.Answering;
using CdnGateway.Features.Query;
using CdnGateway.Features.Targets;
using CdnGateway.Providers;
using CdnGateway.Usage;

namespace CdnGateway.Features.Monthly95;

/// <param name="Targets">Which accounts and domains.</param>
/// <param name="Period">Which days.</param>
/// <param name="Region">Null: the provider's default.</param>
/// <param name="Sources">Whose figures; none: what each account gives best.</param>
/// <param name="Format">The format parameter, where given.</param>
internal sealed record Monthly95Query(TargetFilter Targets, BillingPeriod Period, Region? Region, FigureSources Sources, string? Format)
    : IAccountsQuery
{
    private const int MostDays = 366;

    /// <summary>The period as <c>yyyy-MM</c>; null when it is not one whole month.</summary>
    public string? Month => Period.IsMonth ? Period.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>False while one of the months runs.</summary>
    public bool IsSettled { get; private init; } = true;

    public string? RegionName => Region switch { Providers.Region.Mainland => "mainland", Providers.Region.Overseas => "overseas", _ => null };

    /// <summary>Reads the parameters; what is wrong with them is left with the reader.</summary>
    public static Monthly95Query Read(QueryReader reader, DateTimeOffset now, int mostDays = MostDays)
    {
        var filter = TargetFilter.Read(reader);
        var period = ReadPeriod(reader, BeijingTime.DateOf(now), mostDays);
        return new Monthly95Query(filter, period, ReadRegion(reader), ReadSources(reader), reader.Choice(SharedParameters.Format))
        {
            IsSettled = period.IsSettledOn(BeijingTime.DateOf(now)),
        };
    }

    public static Region? ReadRegion(QueryReader reader) => reader.Choice(Monthly95Parameters.Region) switch
    {
        "mainland" => Providers.Region.Mainland,
        "overseas" => Providers.Region.Overseas,
        _ => null,
    };

    /// <summary>The month of a parameter; null when it is absent or wrong.</summary>
    public static BillingPeriod? ReadMonth(QueryReader reader, QueryParameter parameter, DateOnly today)
    {
        if (reader.Single(parameter) is not { } text)
        {
            return null;
        }

        if (!TimeText.TryParseMonth(text, out var first))
        {
            reader.Fail(parameter.Name, $"{QueryReader.Echo(text)} must be a month as yyyy-MM");
            return null;
        }

        if (first > today)
        {
            reader.Fail(parameter.Name, $"{text} lies in the future");
        }

        return BillingPeriod.MonthOf(first);
    }

    private static FigureSources ReadSources(QueryReader reader) => reader.Choices(Monthly95Parameters.Source)
        .Aggregate(FigureSources.None, (all, name) => all | (name == "reported" ? FigureSources.Reported : FigureSources.Computed));

    private static BillingPeriod ReadPeriod(QueryReader reader, DateOnly today, int mostDays)
    {
        var month = ReadMonth(reader, Monthly95Parameters.Month, today);
        var start = ReadDay(reader, Monthly95Parameters.Start);
        var end = ReadDay(reader, Monthly95Parameters.End);
        var dates = new[] { Monthly95Parameters.Start, Monthly95Parameters.End };
        var given = Array.FindAll(dates, reader.IsGiven);
        if (reader.IsGiven(Monthly95Parameters.Month) == given.Length > 0)
        {
            var complaint = given.Length > 0 ? "give either month, or start and end" : "is needed, as yyyy-MM; or start and end, as yyyy-MM-dd";
            Array.ForEach([Monthly95Parameters.Month, .. given], parameter => reader.Fail(parameter.Name, complaint));
            return default;
        }

        foreach (var absent in given.Length == 1 ? dates.Except(given) : [])
        {
            reader.Fail(absent.Name, $"is needed beside {given[0].Name}");
        }

        return month ?? (start is { } first && end is { } last ? Checked(reader, new BillingPeriod(first, last), today, mostDays) : default);
    }

    private static BillingPeriod Checked(QueryReader reader, BillingPeriod period, DateOnly today, int mostDays)
    {
        Complain(Monthly95Parameters.Start, period.First > today, "lies in the future");
        Complain(Monthly95Parameters.End, period.Last > BillingPeriod.MonthOf(today).Last, "lies in a future month");
        Complain(Monthly95Parameters.End, period.Last < period.First, "must not be before start");
        Complain(Monthly95Parameters.Start, period.Last < period.First, "must not be after end");
        Complain(Monthly95Parameters.End, period.Last.DayNumber - period.First.DayNumber >= mostDays, $"the days are more than {mostDays}");
        return period;

        void Complain(QueryParameter parameter, bool isWrong, string what)
        {
            if (isWrong)
            {
                reader.Fail(parameter.Name, what);
            }
        }
    }

    private static DateOnly? ReadDay(QueryReader reader, QueryParameter parameter)
    {
        if (reader.Single(parameter) is not { } text)
        {
            return null;
        }

        if (TimeText.TryParseDay(text, out var day))
        {
            return day;
        }

        reader.Fail(parameter.Name, $"{QueryReader.Echo(text)} must be a day as yyyy-MM-dd");
        return null;
    }
}
