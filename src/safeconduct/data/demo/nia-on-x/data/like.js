window.YTD.like.part0 = [
  {
    "like": {
      "tweetId": "88",
      "fullText": "Our canal needs you: litter pick this Sunday",
      "expandedUrl": "https://twitter.com/i/web/status/88"
    }
  }
]
