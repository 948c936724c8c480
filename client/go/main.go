// Calls a running local runner with the generated client and checks what it reads: see ../run.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"time"

	"example.com/intermission/client"
)

func main() {
	var facts struct {
		BaseUrl     string `json:"base_url"`
		Credentials []struct{ Token string }
		Ads         struct{ Active []string }
		AdCampaigns struct{ Active []string } `json:"ad_campaigns"`
	}
	file, err := os.ReadFile(os.Args[1])
	succeed(err)
	succeed(json.Unmarshal(file, &facts))
	id, adId := facts.AdCampaigns.Active[2], facts.Ads.Active[2]
	configuration := intermission.NewConfiguration()
	configuration.Servers = intermission.ServerConfigurations{{URL: facts.BaseUrl}}
	client := intermission.NewAPIClient(configuration)
	campaigns, ads := client.AdCampaignsAPI, client.AdsAPI
	ctx := context.WithValue(context.Background(), intermission.ContextAccessToken, facts.Credentials[0].Token)
	now := time.Now()

	// Sends null as its body.
	campaign, _, err := campaigns.PauseAdCampaign(ctx, id).Execute()
	succeed(err)
	check(campaign.Status == "paused" && campaign.PausedUntil.Get() == nil, campaign)
	fmt.Println("pauseAdCampaign, no body:", campaign.Status, campaign.PausedUntil.Get())

	until := now.Add(24 * time.Hour).UTC().Truncate(time.Second)
	asked := until.Format(time.RFC3339)
	request := intermission.PauseAdCampaignRequest{PausedUntil: *intermission.NewNullableString(&asked)}
	key := fmt.Sprintf("go-%d", now.UnixNano())
	campaign, _, err = campaigns.PauseAdCampaign(ctx, id).IdempotencyKey(key).PauseAdCampaignRequest(request).Execute()
	succeed(err)
	check(campaign.Status == "paused" && campaign.PausedUntil.Get().Equal(until), campaign)
	fmt.Println("pauseAdCampaign, until a time:", campaign.Status, campaign.PausedUntil.Get())

	read, _, err := campaigns.RetrieveAdCampaign(ctx, id).Execute()
	succeed(err)
	check(reflect.DeepEqual(read, campaign), read)
	fmt.Println("retrieveAdCampaign:", read.Status, read.PausedUntil.Get(), "total_spend", read.TotalSpend)

	campaign, _, err = campaigns.UnpauseAdCampaign(ctx, id).Execute()
	succeed(err)
	check(campaign.Status == "active" && campaign.PausedUntil.Get() == nil, campaign)
	fmt.Println("unpauseAdCampaign:", campaign.Status, campaign.PausedUntil.Get())

	paused, _, err := ads.PauseAd(ctx, adId).Execute()
	succeed(err)
	check(paused.Status == "paused", paused)
	unpaused, _, err := ads.UnpauseAd(ctx, adId).Execute()
	succeed(err)
	check(unpaused.Status == "active", unpaused)
	ad, _, err := ads.RetrieveAd(ctx, adId).Execute()
	succeed(err)
	check(reflect.DeepEqual(ad, unpaused), ad)
	fmt.Println("pauseAd, unpauseAd, retrieveAd:", paused.Status, unpaused.Status, ad.Status, "created", ad.CreatedAt)

	list := campaigns.ListAdCampaigns(ctx).First(3)
	page, _, err := list.Execute()
	succeed(err)
	all := page.Data
	for page.PageInfo.EndCursor.Get() != nil {
		page, _, err = list.After(page.PageInfo.GetEndCursor()).Execute()
		succeed(err)
		all = append(all, page.Data...)
	}
	check(len(all) > 3, all)
	fmt.Println("listAdCampaigns:", len(all), "records")

	listOfAds := ads.ListAds(ctx).First(3)
	pageOfAds, _, err := listOfAds.Execute()
	succeed(err)
	allAds := pageOfAds.Data
	for pageOfAds.PageInfo.EndCursor.Get() != nil {
		pageOfAds, _, err = listOfAds.After(pageOfAds.PageInfo.GetEndCursor()).Execute()
		succeed(err)
		allAds = append(allAds, pageOfAds.Data...)
	}
	check(len(allAds) > 3, allAds)
	fmt.Println("listAds:", len(allAds), "records")

	asked = now.UTC().Format(time.RFC3339)
	request = intermission.PauseAdCampaignRequest{PausedUntil: *intermission.NewNullableString(&asked)}
	_, response, err := campaigns.PauseAdCampaign(ctx, id).PauseAdCampaignRequest(request).Execute()
	refusal := refused(err)
	check(response.StatusCode == 400 && refusal.GetCode() == "parameter_invalid" && refusal.GetParam() == "paused_until", refusal)
	tell(response, refusal)

	_, response, err = ads.RetrieveAd(ctx, "ad_none").Execute()
	refusal = refused(err)
	check(response.StatusCode == 404 && refusal.Type == "not_found" && refusal.Code.Get() == nil, refusal)
	tell(response, refusal)
}

func succeed(err error) {
	if err != nil {
		panic(err)
	}
}

func check(holds bool, otherwise any) {
	if !holds {
		panic(fmt.Sprintf("%+v", otherwise))
	}
}

func refused(err error) intermission.ErrorDetails {
	var refusal *intermission.GenericOpenAPIError
	check(errors.As(err, &refusal), err)
	return refusal.Model().(intermission.ErrorBody).Error
}

func tell(response *http.Response, refusal intermission.ErrorDetails) {
	fmt.Println("an error:", response.StatusCode, refusal.Type, refusal.GetCode(), refusal.GetParam())
}
