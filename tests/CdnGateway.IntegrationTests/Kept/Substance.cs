using System.Net;
using System.Text.Json.Nodes;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Kept;

/// <summary>What an answer says of the matter, without where it came from and when.</summary>
internal static class Substance
{
    public static string SubstanceOf(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var json = JsonNode.Parse(answer.Body)!;
        foreach (var part in (string[])["series", "entries"])
        {
            foreach (var item in json[part]?.AsArray() ?? [])
            {
                item!.AsObject().Remove("freshness").ShouldBeTrue();
            }
        }

        return json.ToJsonString();
    }
}
