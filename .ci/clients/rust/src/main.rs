//! Calls the local runner that is running with the official Rust client of Whop, and prints what it reads: see ../../../docs/clients.md.
use serde_json::Value;
use whop_sdk::prelude::*;

fn ids(facts: &Value, kind: &str) -> Vec<(String, String)> {
    let mut ids = Vec::new();
    for (status, of_status) in facts[kind].as_object().unwrap() {
        for id in of_status.as_array().unwrap() {
            ids.push((id.as_str().unwrap().to_string(), status.clone()));
        }
    }
    ids
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_string()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).expect("local/target/intermission.json");
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let whop = Whop::new(ClientConfig {
        base_url: facts["base_url"].as_str().unwrap().to_string(),
        token: Some(facts["credentials"][0]["token"].as_str().unwrap().to_string()),
        max_retries: 0,
        ..Default::default()
    })?;

    for (id, status) in ids(&facts, "ads") {
        let ad = whop.ads.retrieve(&id, &AdsRetrieveQueryRequest::default(), None).await?;
        assert_eq!(word(&ad.status), status);
        println!("ads.retrieve {id}: {status}, {}", word(&ad.delivery_status));
    }
    let id = facts["ads"]["active"][1].as_str().unwrap();
    let paused = whop.ads.pause(id, None).await?;
    let unpaused = whop.ads.unpause(id, None).await?;
    assert_eq!((word(&paused.status), word(&unpaused.status)), ("paused".into(), "active".into()));
    println!("ads.pause, ads.unpause: {}, {}", word(&paused.delivery_status), word(&unpaused.delivery_status));
    let mut after = None;
    let mut listed = 0;
    loop {
        let request = AdsListQueryRequest { first: Some(2), after: after.clone(), ..Default::default() };
        let page = whop.ads.list(&request, None).await?;
        listed += page.data.len();
        after = page.page_info.end_cursor;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, ids(&facts, "ads").len());
    println!("ads.list: {listed} on pages of 2");

    for (id, status) in ids(&facts, "ad_campaigns") {
        match whop.ad_campaigns.retrieve(&id, &AdCampaignsRetrieveQueryRequest::default(), None).await {
            Ok(campaign) => {
                assert_eq!(word(&campaign.status), status);
                println!("ad_campaigns.retrieve {id}: {status}, {}", word(&campaign.delivery_status));
            }
            Err(error) => println!("ad_campaigns.retrieve {id}: {error}"),
        }
    }
    let id = facts["ad_campaigns"]["active"][1].as_str().unwrap();
    let paused = whop.ad_campaigns.pause(id, None).await?;
    let unpaused = whop.ad_campaigns.unpause(id, None).await?;
    assert_eq!((word(&paused.status), word(&unpaused.status)), ("paused".into(), "active".into()));
    println!("ad_campaigns.pause, ad_campaigns.unpause: {}, {}", word(&paused.delivery_status), word(&unpaused.delivery_status));
    match whop.ad_campaigns.list(&AdCampaignsListQueryRequest::default(), None).await {
        Ok(page) => println!("ad_campaigns.list: {}", page.data.len()),
        Err(error) => println!("ad_campaigns.list: {error}"),
    }
    println!("an error: {}", whop.ads.retrieve("ad_none", &AdsRetrieveQueryRequest::default(), None).await.unwrap_err());
    println!("an error: {}", whop.ad_campaigns.pause("x", None).await.unwrap_err());
    Ok(())
}
